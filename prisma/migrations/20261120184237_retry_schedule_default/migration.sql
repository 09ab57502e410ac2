-- A destination without a schedule of its own has an empty one; null was never meant.
ALTER TABLE "destination" ALTER COLUMN "retry_schedule" SET DEFAULT ARRAY[]::INTEGER[];
UPDATE "destination" SET "retry_schedule" = '{}' WHERE "retry_schedule" IS NULL;
ALTER TABLE "destination" ALTER COLUMN "retry_schedule" SET NOT NULL;
