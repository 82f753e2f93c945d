-- The world of the desk: promises, history, guided scripts, templates, articles, settings; and the fields that cases,
-- messages, contacts, customers, orders and queues have gained, with what they mean for records of before.

create table promises (
  tenant text not null, id text not null, shard int not null, seq bigint not null default 0, rev int not null default 0,
  deleted boolean not null default false, tags text[] not null, d jsonb not null,
  case_id text not null generated always as (d ->> 'caseId') stored,
  owner_id text generated always as (d ->> 'ownerId') stored,
  state text not null generated always as (d ->> 'state') stored,
  primary key (tenant, id)
);
create index promises_feed on promises (tenant, shard, seq);
create index promises_case on promises (tenant, case_id);

create table case_events (
  tenant text not null, id text not null, shard int not null, seq bigint not null default 0, rev int not null default 0,
  deleted boolean not null default false, tags text[] not null, d jsonb not null,
  case_id text not null generated always as (d ->> 'caseId') stored,
  kind text not null generated always as (d ->> 'kind') stored,
  primary key (tenant, id)
);
create index case_events_feed on case_events (tenant, shard, seq);
create index case_events_case on case_events (tenant, case_id);

create table guide_runs (
  tenant text not null, id text not null, shard int not null, seq bigint not null default 0, rev int not null default 0,
  deleted boolean not null default false, tags text[] not null, d jsonb not null,
  case_id text not null generated always as (d ->> 'caseId') stored,
  primary key (tenant, id)
);
create index guide_runs_feed on guide_runs (tenant, shard, seq);
create index guide_runs_case on guide_runs (tenant, case_id);

create table settings (
  tenant text not null, id text not null, shard int not null, seq bigint not null default 0, rev int not null default 0,
  deleted boolean not null default false, tags text[] not null, d jsonb not null,
  primary key (tenant, id)
);
create index settings_feed on settings (tenant, shard, seq);

create table templates (
  tenant text not null, id text not null, shard int not null, seq bigint not null default 0, rev int not null default 0,
  deleted boolean not null default false, tags text[] not null, d jsonb not null,
  primary key (tenant, id)
);
create index templates_feed on templates (tenant, shard, seq);

create table guides (
  tenant text not null, id text not null, shard int not null, seq bigint not null default 0, rev int not null default 0,
  deleted boolean not null default false, tags text[] not null, d jsonb not null,
  primary key (tenant, id)
);
create index guides_feed on guides (tenant, shard, seq);

create table articles (
  tenant text not null, id text not null, shard int not null, seq bigint not null default 0, rev int not null default 0,
  deleted boolean not null default false, tags text[] not null, d jsonb not null,
  primary key (tenant, id)
);
create index articles_feed on articles (tenant, shard, seq);

-- A case that an agent opens gets its number here.
alter table tenants add column next_case_number bigint not null default 1;
update tenants t set next_case_number =
  coalesce((select max(number) + 1 from cases c where c.tenant = t.id), 1);

-- The outside names what it hands in, so that what it hands in twice is there once.
create table inbound_seen (
  tenant text not null references tenants,
  external_id text not null,
  case_id text not null,
  message_id text,
  contact_id text,
  at bigint not null,
  primary key (tenant, external_id)
);

update cases set d = jsonb_build_object('reason', null, 'waitingSince', case when d ->> 'replyDueAt' is null then null
  else d -> 'lastCustomerMessageAt' end, 'parentId', null, 'mergedIntoId', null, 'escalations', '[]'::jsonb) || d;
update messages set d = '{"html": null, "links": []}'::jsonb || d;
update contacts set d = '{"direction": "inbound", "holds": [], "endedBy": null, "summary": ""}'::jsonb || d;
update customers set d = '{"phone": null, "since": null, "mergedIntoId": null, "edits": []}'::jsonb || d;
update orders set d = '{"carrier": null, "deliveryDueAt": null, "steps": [], "refunds": []}'::jsonb || d;
update queues set d = '{"sla": {"calendar": {"zone": "UTC", "week": [[{"fromMinute": 0, "toMinute": 1440}],
  [{"fromMinute": 0, "toMinute": 1440}], [{"fromMinute": 0, "toMinute": 1440}], [{"fromMinute": 0, "toMinute": 1440}],
  [{"fromMinute": 0, "toMinute": 1440}], [{"fromMinute": 0, "toMinute": 1440}], [{"fromMinute": 0, "toMinute": 1440}]],
  "holidays": []}, "replyWithinMs": {"email": 14400000, "phone": 600000, "chat": 120000}, "riskFromMs": 900000}}'::jsonb || d;
