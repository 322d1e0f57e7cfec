using Npgsql;

namespace TestDigitalPlatform.Core.Tests.Data;

/// <summary>A service with a task of each of two customers, for tests that leave both as they are.</summary>
public sealed class FilledTasks : IAsyncLifetime
{
    private TaskService? service;

    internal TaskService Service => service!;

    public async ValueTask InitializeAsync() => service = await Start();

    public ValueTask DisposeAsync() => service?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>A service of one's own, with the same.</summary>
    internal static async Task<TaskService> Start()
    {
        var service = await TaskService.Start();
        await service.Add(new AddTask("Of acme"));
        await service.Add(new AddTask("Of globex"), TaskService.Globex);
        await using var owner = NpgsqlDataSource.Create(service.Stored.Connections.Owner);
        await using var command = owner.CreateCommand("""
            create view seen with (security_invoker = true) as select title from task;
            create function titles() returns text language plpgsql stable parallel safe as
                $$ begin return (select string_agg(title, ',') from task); end $$;
            create function titles_inlined() returns text language sql stable parallel safe as
                $$ select string_agg(title, ',') from task $$;
            create function leaks(text) returns boolean language plpgsql stable cost 0.0001 as
                $$ begin if $1 = 'Of globex' and current_setting('tdp.customer') <> 'globex' then raise exception 'leaked %', $1; end if; return true; end $$;
            """);
        await command.ExecuteNonQueryAsync();
        return service;
    }
}
