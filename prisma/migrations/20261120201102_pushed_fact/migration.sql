-- CreateTable
CREATE TABLE "pushed_fact" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "environment" "environment" NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "source_url" TEXT,
    "sha" TEXT NOT NULL DEFAULT '',
    "pushed_by_id" TEXT NOT NULL,
    "pushed_by_label" TEXT NOT NULL,
    "pushed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pushed_fact_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "pushed_fact_integration_id_key_environment_observed_at_id_idx" ON "pushed_fact"("integration_id", "key", "environment", "observed_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "pushed_fact_pushed_at_idx" ON "pushed_fact"("pushed_at");

-- CreateIndex
CREATE UNIQUE INDEX "pushed_fact_integration_id_environment_key_sha_observed_at_key" ON "pushed_fact"("integration_id", "environment", "key", "sha", "observed_at");

-- What was pushed stays as it was pushed; housekeeping may delete what a newer push has replaced.
CREATE TRIGGER pushed_fact_append_only BEFORE UPDATE ON "pushed_fact" FOR EACH ROW EXECUTE FUNCTION refuse_change();
