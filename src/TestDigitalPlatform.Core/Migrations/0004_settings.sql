-- Settings that administrators change while the service runs. The scope is a customer, or empty for the platform. Each change adds a row,
-- so that what was in force before, and who changed it, stays known: the row with the highest version counts.
create table tdp.settings (
    scope text collate "C" not null,
    name text collate "C" not null,
    version bigint not null check (version > 0),
    own jsonb not null check (jsonb_typeof(own) = 'object'),
    changed_by text not null,
    changed_at timestamptz not null,
    primary key (scope, name, version)
);
grant select, insert on tdp.settings to {service}_app, {service}_platform;
alter table tdp.settings enable row level security;
-- A customer reads its own and what the platform says for all.
create policy tenant_reads on tdp.settings for select to {service}_app
    using (scope = '' or scope = (select current_setting('tdp.customer', true)));
create policy tenant_adds on tdp.settings for insert to {service}_app
    with check (scope <> '' and scope = current_setting('tdp.customer', true));
create policy platform_reads on tdp.settings for select to {service}_platform using (scope = '');
create policy platform_adds on tdp.settings for insert to {service}_platform with check (scope = '');
