-- Whatever ends a session or changes what an account may do ends the tokens of it, in the same transaction: no way to do so can forget it.

-- Access tokens live for an hour at most; clocks differ.
create function identity.tokens_end(from_time timestamptz) returns timestamptz language sql immutable
set search_path = pg_catalog, pg_temp as $$ select from_time + interval '65 minutes' $$;

create function identity.revoke_session() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    insert into identity.revocation (handle, issued_until, until)
    values (sha256(convert_to('sid:' || new.id, 'UTF8')), null, identity.tokens_end(new.ended_at));
    return null;
end $$;
create trigger revoke after update of ended_at on identity.session for each row
    when (old.ended_at is null and new.ended_at is not null) execute function identity.revoke_session();

-- Later tokens of the same sessions say what the account may do then; there are none while it is not active.
create function identity.revoke_rights() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    insert into identity.revocation (handle, issued_until, until)
    select sha256(convert_to('sid:' || s.id, 'UTF8')), case when new.status = 'active' then new.updated_at end,
        identity.tokens_end(new.updated_at)
    from identity.session s where s.account_id = new.id and s.ended_at is null;
    return null;
end $$;
create trigger revoke after update of role, permissions, customer_id, status on identity.account for each row
    when (old.role is distinct from new.role or old.permissions is distinct from new.permissions
        or old.customer_id is distinct from new.customer_id or old.status is distinct from new.status)
    execute function identity.revoke_rights();
