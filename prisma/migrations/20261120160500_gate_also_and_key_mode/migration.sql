-- AlterTable
ALTER TABLE "template_item" ADD COLUMN     "also_gate" "gate_key";

-- AlterTable
ALTER TABLE "checklist_item" ADD COLUMN     "also_gate" "gate_key";

-- AlterTable
ALTER TABLE "credential" ADD COLUMN     "key_mode" TEXT NOT NULL DEFAULT 'unknown';
