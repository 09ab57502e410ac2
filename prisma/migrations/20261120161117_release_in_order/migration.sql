-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "ordered" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "destination_state" DROP COLUMN "window_started_at",
ADD COLUMN     "quiet_until" TIMESTAMPTZ(3) NOT NULL DEFAULT '1970-01-01 00:00:00 +00:00',
ADD COLUMN     "window_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ALTER COLUMN "window_attempts" SET DEFAULT 0,
ALTER COLUMN "window_attempts" SET DATA TYPE DOUBLE PRECISION,
ALTER COLUMN "window_failures" SET DEFAULT 0,
ALTER COLUMN "window_failures" SET DATA TYPE DOUBLE PRECISION;

-- CreateTable
CREATE TABLE "breaker_transition" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "destination_id" UUID NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "detail" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "breaker_transition_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "breaker_transition_destination_id_id_idx" ON "breaker_transition"("destination_id", "id" DESC);

-- CreateIndex
CREATE INDEX "delivery_ordered" ON "delivery"("destination_id", "id") WHERE (ordered);
