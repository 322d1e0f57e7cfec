-- As before, but PostgreSQL plans the statements once for each connection. Those of a function in SQL it plans with each call; and where a table has a
-- partition for each day, as the inbox has, it would plan anew for each value.
create or replace function tdp.look_at_message(
    message uuid, sent timestamptz, message_source text, message_key text, out handled boolean, out last bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    handled := exists (select from tdp.inbox i where i.sent_at = sent and i.id = message);
    last := coalesce((select k.last from tdp.inbox_key k where k.source = message_source and k.key = message_key), 0);
end $$;
