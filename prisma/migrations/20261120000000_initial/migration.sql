-- CreateEnum
CREATE TYPE "alert_state" AS ENUM ('pending', 'firing', 'acknowledged', 'resolved');

-- CreateEnum
CREATE TYPE "severity" AS ENUM ('info', 'warn', 'page');

-- CreateEnum
CREATE TYPE "channel_kind" AS ENUM ('webhook', 'email');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('viewer', 'engineer', 'ops', 'admin');

-- CreateEnum
CREATE TYPE "token_scope" AS ENUM ('api', 'facts', 'flags');

-- CreateEnum
CREATE TYPE "environment" AS ENUM ('test', 'live');

-- CreateEnum
CREATE TYPE "credential_kind" AS ENUM ('api_key', 'bearer', 'basic', 'hmac_secret');

-- CreateEnum
CREATE TYPE "connection_auth" AS ENUM ('none', 'bearer', 'basic', 'header');

-- CreateEnum
CREATE TYPE "test_verdict" AS ENUM ('ok', 'rejected', 'forbidden', 'unreachable', 'tls', 'misconfigured', 'rate_limited', 'unverified');

-- CreateEnum
CREATE TYPE "flag_type" AS ENUM ('release', 'experiment', 'operational', 'kill_switch', 'permission');

-- CreateEnum
CREATE TYPE "item_state" AS ENUM ('open', 'passed', 'failed', 'not_applicable', 'waived', 'regressed', 'stale', 'no_data', 'error');

-- CreateEnum
CREATE TYPE "gate_key" AS ENUM ('design', 'verification');

-- CreateEnum
CREATE TYPE "waiver_state" AS ENUM ('requested', 'approved', 'denied', 'revoked', 'expired');

-- CreateEnum
CREATE TYPE "integration_kind" AS ENUM ('payment', 'search', 'files', 'flags', 'multi_system', 'generic');

-- CreateEnum
CREATE TYPE "traffic_mode" AS ENUM ('blocked', 'parked', 'canary', 'live');

-- CreateEnum
CREATE TYPE "flow_direction" AS ENUM ('inbound', 'outbound', 'bidirectional');

-- CreateEnum
CREATE TYPE "flow_mode" AS ENUM ('real_time', 'batch', 'event');

-- CreateEnum
CREATE TYPE "decision_status" AS ENUM ('proposed', 'accepted', 'rejected', 'superseded');

-- CreateEnum
CREATE TYPE "review_state" AS ENUM ('scheduled', 'in_progress', 'passed', 'failed');

-- CreateEnum
CREATE TYPE "source_state" AS ENUM ('active', 'paused');

-- CreateEnum
CREATE TYPE "destination_status" AS ENUM ('active', 'paused', 'disabled');

-- CreateEnum
CREATE TYPE "route_action" AS ENUM ('deliver', 'ignore');

-- CreateTable
CREATE TABLE "alert_rule" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "integration_id" UUID,
    "environment" "environment",
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "for_seconds" INTEGER NOT NULL DEFAULT 0,
    "keep_firing_seconds" INTEGER NOT NULL DEFAULT 0,
    "severity" "severity" NOT NULL DEFAULT 'warn',
    "runbook" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "channel_ids" UUID[],
    "last_evaluated_at" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "created_by_id" UUID,
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "rule_id" UUID NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "episode" INTEGER NOT NULL DEFAULT 1,
    "labels" JSONB NOT NULL,
    "state" "alert_state" NOT NULL DEFAULT 'pending',
    "severity" "severity" NOT NULL,
    "summary" TEXT NOT NULL,
    "value" DOUBLE PRECISION,
    "threshold" DOUBLE PRECISION,
    "pending_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "fired_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by_id" TEXT,
    "acknowledged_by_label" TEXT,
    "acknowledge_note" TEXT NOT NULL DEFAULT '',
    "clear_since" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_transition" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "alert_id" UUID NOT NULL,
    "from" "alert_state",
    "to" "alert_state" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "value" DOUBLE PRECISION,
    "actor_label" TEXT NOT NULL,

    CONSTRAINT "alert_transition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channel" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "kind" "channel_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "config" JSONB NOT NULL,
    "sealed_secret" BYTEA,
    "last_four" TEXT NOT NULL DEFAULT '',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "last_test_at" TIMESTAMPTZ(3),
    "last_test_outcome" TEXT,
    "last_test_detail" TEXT,
    "created_by_id" UUID,
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "alert_id" UUID,
    "episode" INTEGER NOT NULL DEFAULT 1,
    "transition" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_error" TEXT,
    "sent_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "workspace_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_label" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "entity_type" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "label" TEXT,
    "integration_id" UUID,
    "environment" TEXT,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,
    "trace_id" TEXT NOT NULL,
    "canonical" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("workspace_id","seq")
);

-- CreateTable
CREATE TABLE "user" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "session_version" INTEGER NOT NULL DEFAULT 1,
    "oidc_issuer" TEXT,
    "oidc_subject" TEXT,
    "disabled_at" TIMESTAMPTZ(3),
    "last_sign_in_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "method" TEXT NOT NULL,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "user_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workspace" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "policies" JSONB NOT NULL DEFAULT '{}',
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "disciplines" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "scope" "token_scope" NOT NULL DEFAULT 'api',
    "role" "role" NOT NULL,
    "environment" "environment",
    "token_hash" BYTEA NOT NULL,
    "last_four" TEXT NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_throttle" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "window_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_throttle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "process_heartbeat" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "details" JSONB,

    CONSTRAINT "process_heartbeat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "response" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("workspace_id","key")
);

-- CreateTable
CREATE TABLE "instance_fact" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "instance_fact_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "credential" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "environment" "environment" NOT NULL,
    "integration_id" UUID,
    "name" TEXT NOT NULL,
    "kind" "credential_kind" NOT NULL,
    "username" TEXT,
    "reference" TEXT,
    "sealed" BYTEA,
    "key_id" TEXT,
    "last_four" TEXT NOT NULL DEFAULT '',
    "fingerprint" TEXT NOT NULL DEFAULT '',
    "expires_at" TIMESTAMPTZ(3),
    "rotated_at" TIMESTAMPTZ(3),
    "created_by_id" UUID,
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "credential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connection" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "environment" "environment" NOT NULL,
    "integration_id" UUID,
    "system_id" UUID,
    "name" TEXT NOT NULL,
    "protocol" TEXT NOT NULL DEFAULT 'http',
    "base_url" TEXT NOT NULL,
    "auth" "connection_auth" NOT NULL DEFAULT 'none',
    "auth_header" TEXT,
    "credential_id" UUID,
    "test_method" TEXT NOT NULL DEFAULT 'GET',
    "test_path" TEXT NOT NULL DEFAULT '/',
    "timeout_ms" INTEGER NOT NULL DEFAULT 10000,
    "last_verdict" "test_verdict",
    "last_tested_at" TIMESTAMPTZ(3),
    "created_by_id" UUID,
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connection_test" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "verdict" "test_verdict" NOT NULL,
    "next_step" TEXT NOT NULL,
    "layers" JSONB NOT NULL,
    "status" INTEGER,
    "duration_ms" INTEGER NOT NULL,
    "tls_expires_at" TIMESTAMPTZ(3),
    "credential_fingerprint" TEXT NOT NULL DEFAULT '',
    "actor_label" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "connection_test_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "design_document" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "outline_key" TEXT NOT NULL,
    "outline_version" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "design_document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "design_section" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "required" BOOLEAN NOT NULL DEFAULT true,
    "body" TEXT NOT NULL DEFAULT '',
    "fields" JSONB NOT NULL DEFAULT '{}',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "content_hash" TEXT NOT NULL DEFAULT '',
    "updated_by_id" UUID,
    "reviewed_hash" TEXT,
    "reviewed_by_id" UUID,
    "reviewed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "design_section_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "design_version" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "sections" JSONB NOT NULL,
    "author_id" UUID,
    "author_label" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "design_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "flag" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "type" "flag_type" NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "integration_id" UUID,
    "owner_id" UUID,
    "on_unavailable" TEXT NOT NULL DEFAULT 'default',
    "default_value" BOOLEAN NOT NULL DEFAULT false,
    "expires_at" TIMESTAMPTZ(3),
    "created_by_id" UUID,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "flag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "flag_environment" (
    "flag_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "environment" "environment" NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT false,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "changed_by_id" TEXT,
    "changed_reason" TEXT NOT NULL DEFAULT '',
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "flag_environment_pkey" PRIMARY KEY ("flag_id","environment")
);

-- CreateTable
CREATE TABLE "checklist_template" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "checklist_template_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "template_item" (
    "id" UUID NOT NULL,
    "template_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "wording" TEXT NOT NULL,
    "section" TEXT NOT NULL,
    "gate" "gate_key" NOT NULL,
    "blocking" BOOLEAN NOT NULL DEFAULT true,
    "grade" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "ttl_days" INTEGER,
    "rule" JSONB,
    "missing_fact" TEXT,

    CONSTRAINT "template_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "checklist_item" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "template_key" TEXT NOT NULL,
    "template_version" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "wording" TEXT NOT NULL,
    "section" TEXT NOT NULL,
    "gate" "gate_key" NOT NULL,
    "blocking" BOOLEAN NOT NULL,
    "grade" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "ttl_days" INTEGER,
    "rule" JSONB,
    "missing_fact" TEXT,
    "state" "item_state" NOT NULL DEFAULT 'open',
    "state_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "observed" JSONB NOT NULL DEFAULT '[]',
    "sentence" TEXT NOT NULL DEFAULT '',
    "checked_at" TIMESTAMPTZ(3),
    "manual_kind" TEXT,
    "manual_reason" TEXT,
    "manual_url" TEXT,
    "manual_by_id" UUID,
    "manual_by_label" TEXT,
    "manual_at" TIMESTAMPTZ(3),
    "manual_expires_at" TIMESTAMPTZ(3),
    "assignee_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "checklist_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "state" "item_state" NOT NULL,
    "previous" "item_state" NOT NULL,
    "facts" JSONB NOT NULL,
    "sentence" TEXT NOT NULL,
    "config_hash" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_label" TEXT NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "waiver" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "days" INTEGER NOT NULL,
    "state" "waiver_state" NOT NULL DEFAULT 'requested',
    "requested_by_id" TEXT NOT NULL,
    "requested_by_label" TEXT NOT NULL,
    "decided_by_id" TEXT,
    "decided_by_label" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "waiver_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gate" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "key" "gate_key" NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "step" TEXT NOT NULL DEFAULT 'none',
    "step_at" TIMESTAMPTZ(3),
    "passed_at" TIMESTAMPTZ(3),
    "regressed_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "gate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gate_decision" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "gate_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "decision" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "comment" TEXT NOT NULL DEFAULT '',
    "own_approval" BOOLEAN NOT NULL DEFAULT false,
    "traffic_from" "traffic_mode" NOT NULL,
    "traffic_to" "traffic_mode" NOT NULL,
    "snapshot" JSONB NOT NULL,
    "config_hash" TEXT NOT NULL,
    "decided_by_id" TEXT NOT NULL,
    "decided_by_label" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "gate_decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "drill_run" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "environment" "environment" NOT NULL DEFAULT 'test',
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "steps" JSONB NOT NULL DEFAULT '[]',
    "config_hash" TEXT NOT NULL DEFAULT '',
    "source_id" UUID,
    "error" TEXT,
    "started_by_id" TEXT NOT NULL,
    "started_by_label" TEXT NOT NULL,
    "trace_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "drill_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "integration" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "integration_kind" NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "provider" TEXT,
    "traffic_mode" "traffic_mode" NOT NULL DEFAULT 'blocked',
    "traffic_reason" TEXT NOT NULL DEFAULT 'The design gate has not passed.',
    "traffic_changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "canary_percent" INTEGER NOT NULL DEFAULT 10,
    "park_at" TIMESTAMPTZ(3),
    "release_rate_per_s" INTEGER NOT NULL DEFAULT 50,
    "pattern" TEXT,
    "pattern_advice" TEXT,
    "created_by_id" UUID,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "integration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "integration_owner" (
    "integration_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "discipline" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "integration_owner_pkey" PRIMARY KEY ("integration_id","user_id","discipline")
);

-- CreateTable
CREATE TABLE "system" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "auth_method" TEXT NOT NULL,
    "api_type" TEXT NOT NULL,
    "version" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "system_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "flow" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "from_system_id" UUID NOT NULL,
    "to_system_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "direction" "flow_direction" NOT NULL,
    "mode" "flow_mode" NOT NULL,
    "trigger" TEXT NOT NULL DEFAULT '',
    "mapping" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "flow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "topic" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "context" TEXT NOT NULL,
    "options" JSONB NOT NULL,
    "choice" TEXT NOT NULL,
    "rationale" TEXT NOT NULL,
    "consequences" TEXT NOT NULL DEFAULT '',
    "confirmation" TEXT NOT NULL DEFAULT '',
    "status" "decision_status" NOT NULL DEFAULT 'proposed',
    "author_id" UUID,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "error_policy" (
    "integration_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "classes" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "updated_by_id" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "error_policy_pkey" PRIMARY KEY ("integration_id")
);

-- CreateTable
CREATE TABLE "review" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "scheduled_for" DATE NOT NULL,
    "author_id" UUID NOT NULL,
    "reviewer_id" UUID NOT NULL,
    "state" "review_state" NOT NULL DEFAULT 'scheduled',
    "notes" TEXT NOT NULL DEFAULT '',
    "open_high_findings" INTEGER NOT NULL DEFAULT 0,
    "config_hash" TEXT,
    "finished_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "source" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "environment" "environment" NOT NULL,
    "integration_id" UUID,
    "name" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "preset" TEXT NOT NULL,
    "scheme" JSONB,
    "tolerance_seconds" INTEGER NOT NULL DEFAULT 300,
    "dedupe_key" TEXT NOT NULL DEFAULT 'preset',
    "dedupe_ttl_hours" INTEGER NOT NULL DEFAULT 720,
    "ack_mode" TEXT NOT NULL DEFAULT 'async_202',
    "max_body_bytes" INTEGER NOT NULL DEFAULT 1048576,
    "rate_per_s" INTEGER,
    "state" "source_state" NOT NULL DEFAULT 'active',
    "last_event_at" TIMESTAMPTZ(3),
    "created_by_id" UUID,
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "source_secret" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,
    "last_four" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "source_secret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "destination" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "environment" "environment" NOT NULL,
    "integration_id" UUID,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "retry_schedule" INTEGER[],
    "timeout_ms" INTEGER NOT NULL DEFAULT 15000,
    "headers" JSONB NOT NULL DEFAULT '{}',
    "status" "destination_status" NOT NULL DEFAULT 'active',
    "status_reason" TEXT NOT NULL DEFAULT '',
    "status_changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_drill" BOOLEAN NOT NULL DEFAULT false,
    "created_by_id" UUID,
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "destination_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "destination_secret" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "destination_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,
    "last_four" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retires_at" TIMESTAMPTZ(3),

    CONSTRAINT "destination_secret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "destination_state" (
    "id" UUID NOT NULL,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "max_inflight" INTEGER NOT NULL DEFAULT 10,
    "rate_per_s" DOUBLE PRECISION,
    "tokens" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "refilled_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_claimed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT '1970-01-01 00:00:00 +00:00',
    "breaker" TEXT NOT NULL DEFAULT 'closed',
    "open_until" TIMESTAMPTZ(3) NOT NULL DEFAULT '1970-01-01 00:00:00 +00:00',
    "probes" INTEGER NOT NULL DEFAULT 0,
    "trips" INTEGER NOT NULL DEFAULT 0,
    "window_started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "window_attempts" INTEGER NOT NULL DEFAULT 0,
    "window_failures" INTEGER NOT NULL DEFAULT 0,
    "first_failure_at" TIMESTAMPTZ(3),
    "last_success_at" TIMESTAMPTZ(3),
    "last_failure_at" TIMESTAMPTZ(3),
    "breaker_changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "destination_state_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "route" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "destination_id" UUID,
    "action" "route_action" NOT NULL DEFAULT 'deliver',
    "event_types" TEXT[],
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "is_drill" BOOLEAN NOT NULL DEFAULT false,
    "deleted_at" TIMESTAMPTZ(3),
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "route_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "integration_id" UUID,
    "environment" "environment" NOT NULL,
    "external_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "content_type" TEXT,
    "headers" BYTEA NOT NULL,
    "body" BYTEA NOT NULL,
    "body_sha" BYTEA NOT NULL,
    "is_utf8" BOOLEAN NOT NULL,
    "trace_id" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");

-- CreateTable
CREATE TABLE "event_dedupe" (
    "source_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "event_id" UUID NOT NULL,
    "body_sha" BYTEA NOT NULL,
    "duplicates" INTEGER NOT NULL DEFAULT 0,
    "conflicts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "event_dedupe_pkey" PRIMARY KEY ("source_id","external_id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "route_id" UUID NOT NULL,
    "destination_id" UUID NOT NULL,
    "integration_id" UUID,
    "environment" "environment" NOT NULL,
    "event_type" TEXT NOT NULL,
    "replay_no" INTEGER NOT NULL DEFAULT 0,
    "replay_id" UUID,
    "bucket" SMALLINT NOT NULL,
    "state" SMALLINT NOT NULL DEFAULT 0,
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "crashes" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "last_status" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_history" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "route_id" UUID NOT NULL,
    "destination_id" UUID NOT NULL,
    "integration_id" UUID,
    "environment" "environment" NOT NULL,
    "event_type" TEXT NOT NULL,
    "replay_no" INTEGER NOT NULL,
    "replay_id" UUID,
    "bucket" SMALLINT NOT NULL,
    "state" SMALLINT NOT NULL,
    "attempt_count" INTEGER NOT NULL,
    "reason" TEXT,
    "last_error" TEXT,
    "last_status" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL,
    "resolution" TEXT,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_reason" TEXT,

    CONSTRAINT "delivery_history_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");

-- CreateTable
CREATE TABLE "attempt" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "destination_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "status" INTEGER,
    "duration_ms" INTEGER NOT NULL,
    "connect_ms" INTEGER,
    "error" TEXT,
    "request_headers" JSONB,
    "response_headers" JSONB,
    "response_body" BYTEA,
    "trace_id" TEXT NOT NULL,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");

-- CreateTable
CREATE TABLE "quarantine" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "environment" "environment" NOT NULL,
    "reason" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "content_type" TEXT,
    "headers" BYTEA NOT NULL,
    "body" BYTEA NOT NULL,
    "body_bytes" INTEGER NOT NULL,
    "external_id" TEXT,
    "trace_id" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "resolution" TEXT,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "quarantine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "replay" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "environment" "environment",
    "filter" JSONB NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "rate_per_s" INTEGER NOT NULL DEFAULT 50,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "cursor" UUID,
    "created_by_id" TEXT NOT NULL,
    "created_by_label" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "replay_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "alert_rule_workspace_id_idx" ON "alert_rule"("workspace_id");

-- CreateIndex
CREATE INDEX "alert_workspace_id_state_idx" ON "alert"("workspace_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "alert_rule_id_fingerprint_episode_key" ON "alert"("rule_id", "fingerprint", "episode");

-- CreateIndex
CREATE INDEX "alert_transition_alert_id_id_idx" ON "alert_transition"("alert_id", "id");

-- CreateIndex
CREATE INDEX "channel_workspace_id_idx" ON "channel"("workspace_id");

-- CreateIndex
CREATE INDEX "notification_state_next_attempt_at_idx" ON "notification"("state", "next_attempt_at");

-- CreateIndex
CREATE UNIQUE INDEX "notification_alert_id_episode_transition_channel_id_key" ON "notification"("alert_id", "episode", "transition", "channel_id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_entry_id_key" ON "audit_entry"("id");

-- CreateIndex
CREATE INDEX "audit_entry_workspace_id_entity_type_entity_id_seq_idx" ON "audit_entry"("workspace_id", "entity_type", "entity_id", "seq");

-- CreateIndex
CREATE INDEX "audit_entry_workspace_id_integration_id_seq_idx" ON "audit_entry"("workspace_id", "integration_id", "seq");

-- CreateIndex
CREATE INDEX "audit_entry_workspace_id_action_seq_idx" ON "audit_entry"("workspace_id", "action", "seq");

-- CreateIndex
CREATE INDEX "audit_entry_trace_id_idx" ON "audit_entry"("trace_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "user_oidc_issuer_oidc_subject_key" ON "user"("oidc_issuer", "oidc_subject");

-- CreateIndex
CREATE INDEX "user_session_user_id_idx" ON "user_session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "workspace_slug_key" ON "workspace"("slug");

-- CreateIndex
CREATE INDEX "membership_user_id_idx" ON "membership"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "membership_workspace_id_user_id_key" ON "membership"("workspace_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE INDEX "invitation_workspace_id_created_at_idx" ON "invitation"("workspace_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_token_hash_key" ON "api_token"("token_hash");

-- CreateIndex
CREATE INDEX "api_token_workspace_id_created_at_idx" ON "api_token"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "process_heartbeat_kind_seen_at_idx" ON "process_heartbeat"("kind", "seen_at");

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- CreateIndex
CREATE INDEX "credential_workspace_id_environment_created_at_idx" ON "credential"("workspace_id", "environment", "created_at");

-- CreateIndex
CREATE INDEX "credential_integration_id_idx" ON "credential"("integration_id");

-- CreateIndex
CREATE INDEX "connection_workspace_id_environment_created_at_idx" ON "connection"("workspace_id", "environment", "created_at");

-- CreateIndex
CREATE INDEX "connection_integration_id_idx" ON "connection"("integration_id");

-- CreateIndex
CREATE INDEX "connection_test_connection_id_created_at_idx" ON "connection_test"("connection_id", "created_at");

-- CreateIndex
CREATE INDEX "connection_test_workspace_id_created_at_idx" ON "connection_test"("workspace_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "design_document_integration_id_key" ON "design_document"("integration_id");

-- CreateIndex
CREATE UNIQUE INDEX "design_section_document_id_key_key" ON "design_section"("document_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "design_version_document_id_number_key" ON "design_version"("document_id", "number");

-- CreateIndex
CREATE INDEX "flag_integration_id_idx" ON "flag"("integration_id");

-- CreateIndex
CREATE UNIQUE INDEX "flag_workspace_id_key_key" ON "flag"("workspace_id", "key");

-- CreateIndex
CREATE INDEX "flag_environment_workspace_id_environment_idx" ON "flag_environment"("workspace_id", "environment");

-- CreateIndex
CREATE UNIQUE INDEX "checklist_template_key_version_key" ON "checklist_template"("key", "version");

-- CreateIndex
CREATE UNIQUE INDEX "template_item_template_id_key_key" ON "template_item"("template_id", "key");

-- CreateIndex
CREATE INDEX "checklist_item_workspace_id_state_idx" ON "checklist_item"("workspace_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "checklist_item_integration_id_key_key" ON "checklist_item"("integration_id", "key");

-- CreateIndex
CREATE INDEX "evidence_item_id_id_idx" ON "evidence"("item_id", "id");

-- CreateIndex
CREATE INDEX "evidence_integration_id_id_idx" ON "evidence"("integration_id", "id");

-- CreateIndex
CREATE INDEX "waiver_workspace_id_state_idx" ON "waiver"("workspace_id", "state");

-- CreateIndex
CREATE INDEX "waiver_integration_id_idx" ON "waiver"("integration_id");

-- CreateIndex
CREATE INDEX "gate_workspace_id_idx" ON "gate"("workspace_id");

-- CreateIndex
CREATE UNIQUE INDEX "gate_integration_id_key_key" ON "gate"("integration_id", "key");

-- CreateIndex
CREATE INDEX "gate_decision_integration_id_id_idx" ON "gate_decision"("integration_id", "id");

-- CreateIndex
CREATE INDEX "drill_run_integration_id_kind_created_at_idx" ON "drill_run"("integration_id", "kind", "created_at");

-- CreateIndex
CREATE INDEX "integration_workspace_id_created_at_idx" ON "integration"("workspace_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "integration_workspace_id_slug_key" ON "integration"("workspace_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "system_integration_id_name_key" ON "system"("integration_id", "name");

-- CreateIndex
CREATE INDEX "flow_integration_id_idx" ON "flow"("integration_id");

-- CreateIndex
CREATE UNIQUE INDEX "decision_integration_id_number_key" ON "decision"("integration_id", "number");

-- CreateIndex
CREATE INDEX "review_integration_id_kind_idx" ON "review"("integration_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "source_key_key" ON "source"("key");

-- CreateIndex
CREATE INDEX "source_workspace_id_environment_created_at_idx" ON "source"("workspace_id", "environment", "created_at");

-- CreateIndex
CREATE INDEX "source_integration_id_idx" ON "source"("integration_id");

-- CreateIndex
CREATE INDEX "source_secret_source_id_idx" ON "source_secret"("source_id");

-- CreateIndex
CREATE INDEX "destination_workspace_id_environment_created_at_idx" ON "destination"("workspace_id", "environment", "created_at");

-- CreateIndex
CREATE INDEX "destination_integration_id_idx" ON "destination"("integration_id");

-- CreateIndex
CREATE INDEX "destination_secret_destination_id_idx" ON "destination_secret"("destination_id");

-- CreateIndex
CREATE INDEX "route_source_id_idx" ON "route"("source_id");

-- CreateIndex
CREATE INDEX "route_destination_id_idx" ON "route"("destination_id");

-- CreateIndex
CREATE INDEX "event_workspace_id_id_idx" ON "event"("workspace_id", "id" DESC);

-- CreateIndex
CREATE INDEX "event_source_id_id_idx" ON "event"("source_id", "id" DESC);

-- CreateIndex
CREATE INDEX "delivery_due" ON "delivery"("destination_id", "next_attempt_at", "id") WHERE (state = 0);

-- CreateIndex
CREATE INDEX "delivery_leased" ON "delivery"("destination_id", "lease_until") WHERE (state = 1);

-- CreateIndex
CREATE INDEX "delivery_waiting" ON "delivery"("integration_id", "environment", "state", "id") WHERE (state >= 2);

-- CreateIndex
CREATE INDEX "delivery_workspace_id_id_idx" ON "delivery"("workspace_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "delivery_event_id_route_id_replay_no_key" ON "delivery"("event_id", "route_id", "replay_no");

-- CreateIndex
CREATE INDEX "delivery_history_workspace_id_id_idx" ON "delivery_history"("workspace_id", "id" DESC);

-- CreateIndex
CREATE INDEX "delivery_history_event_id_idx" ON "delivery_history"("event_id");

-- CreateIndex
CREATE INDEX "delivery_history_destination_id_id_idx" ON "delivery_history"("destination_id", "id" DESC);

-- CreateIndex
CREATE INDEX "delivery_history_dead" ON "delivery_history"("workspace_id", "id" DESC) WHERE (state = 5 and resolution is null);

-- CreateIndex
CREATE INDEX "attempt_delivery_id_id_idx" ON "attempt"("delivery_id", "id");

-- CreateIndex
CREATE INDEX "attempt_destination_id_id_idx" ON "attempt"("destination_id", "id" DESC);

-- CreateIndex
CREATE INDEX "quarantine_workspace_id_id_idx" ON "quarantine"("workspace_id", "id" DESC);

-- CreateIndex
CREATE INDEX "quarantine_source_id_id_idx" ON "quarantine"("source_id", "id" DESC);

-- CreateIndex
CREATE INDEX "replay_workspace_id_created_at_idx" ON "replay"("workspace_id", "created_at");

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "alert_rule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_transition" ADD CONSTRAINT "alert_transition_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alert"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_session" ADD CONSTRAINT "user_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_credential_id_fkey" FOREIGN KEY ("credential_id") REFERENCES "credential"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection_test" ADD CONSTRAINT "connection_test_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "design_section" ADD CONSTRAINT "design_section_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "design_document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "design_version" ADD CONSTRAINT "design_version_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "design_document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flag_environment" ADD CONSTRAINT "flag_environment_flag_id_fkey" FOREIGN KEY ("flag_id") REFERENCES "flag"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "template_item" ADD CONSTRAINT "template_item_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "checklist_template"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "checklist_item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waiver" ADD CONSTRAINT "waiver_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "checklist_item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gate_decision" ADD CONSTRAINT "gate_decision_gate_id_fkey" FOREIGN KEY ("gate_id") REFERENCES "gate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "integration_owner" ADD CONSTRAINT "integration_owner_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "system" ADD CONSTRAINT "system_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow" ADD CONSTRAINT "flow_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow" ADD CONSTRAINT "flow_from_system_id_fkey" FOREIGN KEY ("from_system_id") REFERENCES "system"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow" ADD CONSTRAINT "flow_to_system_id_fkey" FOREIGN KEY ("to_system_id") REFERENCES "system"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "error_policy" ADD CONSTRAINT "error_policy_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source_secret" ADD CONSTRAINT "source_secret_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "destination_secret" ADD CONSTRAINT "destination_secret_destination_id_fkey" FOREIGN KEY ("destination_id") REFERENCES "destination"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "destination_state" ADD CONSTRAINT "destination_state_id_fkey" FOREIGN KEY ("id") REFERENCES "destination"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "route" ADD CONSTRAINT "route_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "route" ADD CONSTRAINT "route_destination_id_fkey" FOREIGN KEY ("destination_id") REFERENCES "destination"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the models cannot say, by hand.

-- Hot rows are updated and deleted all day: leave room on the page and vacuum often.
ALTER TABLE "delivery" SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE "destination_state" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

-- The first id of a moment: 48 bits of milliseconds, as UUIDv7 carries them.
CREATE FUNCTION uuid_floor(at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;

-- One partition a day for each table that is cut by id. Safe to call again and from several processes.
CREATE FUNCTION ensure_partitions(from_day date, to_day date) RETURNS integer LANGUAGE plpgsql AS $$
declare
  parent text;
  day date;
  child text;
  made integer := 0;
begin
  foreach parent in array array['event', 'delivery_history', 'attempt'] loop
    for day in select generate_series(from_day, to_day, interval '1 day')::date loop
      child := parent || '_' || to_char(day, 'YYYYMMDD');
      if to_regclass(child) is null then
        begin
          execute format('create table %I partition of %I for values from (%L) to (%L)', child, parent,
            uuid_floor(day::timestamp at time zone 'UTC'), uuid_floor((day + 1)::timestamp at time zone 'UTC'));
          made := made + 1;
        exception when duplicate_table or unique_violation then
          null;
        end;
      end if;
    end loop;
  end loop;
  return made;
end $$;
SELECT ensure_partitions((now() at time zone 'UTC')::date - 1, (now() at time zone 'UTC')::date + 7);

-- Append-only tables refuse change, whoever asks.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  raise exception '% is append-only: % is refused', tg_table_name, tg_op using errcode = 'P0001';
end $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON "audit_entry" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON "audit_entry" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER evidence_append_only BEFORE UPDATE ON "evidence" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER gate_decision_append_only BEFORE UPDATE ON "gate_decision" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER template_item_immutable BEFORE UPDATE ON "template_item" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER drill_run_finished BEFORE UPDATE ON "drill_run" FOR EACH ROW WHEN (old.finished_at IS NOT NULL) EXECUTE FUNCTION refuse_change();
