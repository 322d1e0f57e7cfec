using Npgsql;

namespace TestDigitalPlatform.Data;

/// <summary>Looks in the database's catalogue for ways around the isolation of customers.</summary>
/// <remarks>
/// One statement, since the start waits for it. It asks for what PostgreSQL lets the service's own role change about
/// itself, and for what somebody may have granted or made by mistake.
/// </remarks>
internal static class IsolationCheck
{
    private const int MaxFound = 20;

    // Each row: what kind of way, and which one. A statement of the service runs as $1, or as $2 for the platform's own
    // people. {own} are the settings that a role may have: they change how long statements take, never what they mean.
    private const string Sql = """
        with served as (
            select oid, rolname, rolsuper or rolbypassrls as above,
                rolcreaterole or rolcreatedb or rolreplication as strong, rolname = $1 as is_app
            from pg_roles where rolname in ($1, $2)
        ), visible as (
            select oid, nspname from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'tdp')
        ), ours as (
            select c.oid, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.reloptions, n.nspname,
                case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname as name,
                exists (select from pg_attribute a
                    where a.attrelid = c.oid and a.attname = 'customer_id' and not a.attisdropped) as of_customer,
                exists (select from served r where has_table_privilege(r.oid, c.oid, 'select, insert, update, delete')) as open
            from pg_class c join visible n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'v', 'm', 'f')
                and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
        )
        select 'TDP0107', rolname::text from pg_roles
            where (rolsuper or rolbypassrls) and rolname in (session_user, current_user, $1, $2)
        union all
        select 'TDP0109', 'it signs in as ' || session_user where session_user <> $1
        union all
        select 'TDP0109', 'row_security is ' || current_setting('row_security') where current_setting('row_security') <> 'on'
        union all
        select 'TDP0109', case when s.setrole = 0 then 'the database has the setting ' else $1 || ' has the setting ' end || item
        from pg_db_role_setting s cross join unnest(s.setconfig) item
        where s.setrole in (0, (select oid from served where is_app))
            and s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
            and case when s.setrole = 0
                then item ~* '^(role|session_authorization|row_security|session_replication_role|tdp\.[^=]*)='
                else item !~* '^([a-z_]*(timeout|_cost|_mem|_buffers|parallel[a-z_]*)|jit[a-z_]*|log_[a-z_]*|enable_[a-z_]*|plan_cache_mode|application_name|timezone|tcp_[a-z_]*|temp_file_limit|default_statistics_target|effective_[a-z_]*)=' end
        union all
        select 'TDP0109', $1 || ' has all rights of ' || $2 || ' without becoming it (INHERIT)'
        from served a join served p on a.is_app and not p.is_app
        where pg_has_role(a.oid, p.oid, 'usage') and not a.above
        union all
        select 'TDP0110', rolname || ' may make roles, databases or copies' from served where strong
        union all
        select 'TDP0110', r.rolname || ' is a member of ' || pg_get_userbyid(m.roleid)
        from pg_auth_members m join served r on r.oid = m.member
        where not (r.is_app and m.roleid in (select oid from served))
        union all
        select 'TDP0110', r.rolname || ' may ' || lower(kind) || ' in the database' from served r, unnest(array['CREATE', 'TEMPORARY']) kind
        where has_database_privilege(r.oid, current_database(), kind) and not r.above
        union all
        select 'TDP0110', r.rolname || ' may create in the schema ' || n.nspname
        from served r, pg_namespace n
        where n.nspname !~ '^pg_(toast|temp)' and has_schema_privilege(r.oid, n.oid, 'create') and not r.above
        union all
        select 'TDP0110', r.rolname || ' owns ' || pg_describe_object(d.classid, d.objid, d.objsubid)
        from pg_shdepend d join served r on d.refclassid = 'pg_authid'::regclass and d.refobjid = r.oid
        where d.deptype = 'o' and d.classid <> 'pg_largeobject'::regclass
            and d.dbid in (0, (select oid from pg_database where datname = current_database()))
        union all
        select 'TDP0110', r.rolname || ' may change or remove rows of tdp.' || c.relname
        from served r, pg_class c
        where c.relnamespace = 'tdp'::regnamespace and c.relkind in ('r', 'p')
            and has_table_privilege(r.oid, c.oid, 'update, delete, truncate, trigger') and not r.above
        union all
        select 'TDP0110', r.rolname || ' may empty ' || t.name || ' or make triggers on it'
        from served r, ours t
        where t.relrowsecurity and has_table_privilege(r.oid, t.oid, 'truncate, trigger') and not r.above
        union all
        select 'TDP0108', name from ours
        where of_customer and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity) and (open or nspname = 'public')
        union all
        select 'TDP0111', 'the policy ' || o.polname || ' of ' || t.name
        from pg_policy o join ours t on t.oid = o.polrelid
        where o.polpermissive and o.polcmd <> 'a' and pg_get_expr(o.polqual, o.polrelid) = 'true'
            and (0 = any(o.polroles) or exists (select from served where is_app and oid = any(o.polroles)))
        union all
        select 'TDP0111', 'the view ' || name from ours
        where relkind = 'v' and open
            and not coalesce((select option_value::boolean from pg_options_to_table(reloptions)
                where option_name = 'security_invoker'), false)
        union all
        select 'TDP0111', case relkind when 'm' then 'the materialized view ' else 'the foreign table ' end || name from ours
        where relkind in ('m', 'f') and of_customer and open
        union all
        select 'TDP0111', 'the function ' || f.oid::regprocedure
        from pg_proc f join visible n on n.oid = f.pronamespace
        where f.prosecdef and f.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
            and exists (select from served r where has_function_privilege(r.oid, f.oid, 'execute'))
            and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = f.oid and d.deptype = 'e')
        order by 1, 2 limit $3
        """;

    /// <summary>All that was found, with the code of its page; empty when there is no way around.</summary>
    internal static async Task<IReadOnlyList<(string Code, string What)>> Run(
        Database database, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = database.Service + "_app" });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = database.Service + "_platform" });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MaxFound });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<(string, string)>();
        while (await reader.ReadAsync(cancellationToken))
            found.Add((reader.GetString(0), reader.GetString(1)));
        return found;
    }

    /// <summary>The error of a start that finds them: the first kind's, with all of that kind.</summary>
    internal static PlatformException? Error(string service, IReadOnlyList<(string Code, string What)> found)
    {
        if (found is not [var (code, _), ..])
            return null;
        var what = string.Join(", ", found.Where(f => f.Code == code).Select(f => f.What));
        return new PlatformException(code, code switch
        {
            "TDP0107" => $"'{service}' connects as a role that bypasses row-level security ({what}). Connect as "
                + $"{service}_app, without SUPERUSER and BYPASSRLS.",
            "TDP0108" => $"Tables of '{service}' contain customers' rows without row-level security: {what}. "
                + $"Add a migration with: {OpenTables.Closing(found.Where(f => f.Code == code).Select(f => f.What))} "
                + "A private development database can be reset instead: dotnet tdp database reset.",
            "TDP0109" => $"The role of '{service}' starts with unsafe settings: {what}. Remove each setting with "
                + $"alter role {service}_app reset all (and … in database … reset all).",
            "TDP0110" => $"The roles of '{service}' have rights that a service must not have: {what}. Revoke them.",
            _ => $"The database of '{service}' has objects that bypass customer isolation: {what}. Make views "
                + "security_invoker and functions security invoker, or revoke the service roles' access.",
        });
    }
}
