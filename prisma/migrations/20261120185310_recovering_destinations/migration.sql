-- AlterTable
ALTER TABLE "destination_state" ADD COLUMN     "recovering" BOOLEAN NOT NULL DEFAULT false;
