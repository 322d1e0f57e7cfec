using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TestDigitalPlatform.Projections;

namespace TestDigitalPlatform.Core.Tests.Messages;

public sealed class ProjectionTests
{
    private static readonly ServiceProvider Services = new ServiceCollection().BuildServiceProvider();

    [Fact]
    public async Task Is_made_anew_from_the_events_that_it_was_made_of_in_their_order()
    {
        await using var service = await HandlingService.Start();
        var (one, two) = (Guid.NewGuid(), Guid.NewGuid());
        var first = service.Message(new Titled(one, "first"));
        await service.Process(first);
        await service.Process(service.Message(new Titled(two, "other"), customer: "globex"));
        await service.Process(service.Message(new Titled(one, "second"), after: first));
        var made = await Titles(service);
        await service.Tasks.Stored.Scalar<int>("update task set title = 'spoilt' returning 1");
        await Ask(service);

        (await Rebuilder(service).RebuildNext(default)).ShouldBeTrue();

        made.ShouldBe("acme second, globex other");
        (await Titles(service)).ShouldBe(made);
        (await State(service)).ShouldBe("done 3");
        (await Rebuilder(service).RebuildNext(default)).ShouldBeFalse();
        // What was told when the events took effect is not told again.
        (await service.Tasks.Stored.Scalar<long>("select count(*) from tdp.outbox")).ShouldBe(3);
    }

    [Fact]
    public async Task Readers_see_it_as_it_was_meanwhile_and_an_event_that_comes_takes_effect_after_it()
    {
        await using var service = await HandlingService.Start();
        var first = service.Message(new Titled(Guid.NewGuid(), "first"));
        await service.Process(first);
        await service.Tasks.Stored.Scalar<int>("update task set title = 'as it was' returning 1");
        await using var connection = await service.Tasks.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await new ProjectionRebuild(service.Tasks.Data, Projection(), connection, Services).Run(default);

        var live = service.Process(service.Message(new Titled(Guid.NewGuid(), "live")));
        await Until(async () => await service.Tasks.Stored.Scalar<long>(
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()") == 1);
        var meanwhile = await Titles(service);
        await transaction.CommitAsync();

        (await live).ShouldBe("handled");
        meanwhile.ShouldBe("acme as it was");
        (await Titles(service)).ShouldBe("acme first, acme live");
    }

    [Fact]
    public async Task One_that_fails_is_as_it_was_and_says_why()
    {
        await using var service = await HandlingService.Start();
        await service.Process(service.Message(new Titled(Guid.NewGuid(), "kept")));
        await service.Tasks.Stored.Scalar<int>("update tdp.projected_event set body = '{]' returning 1");
        await Ask(service);

        await Rebuilder(service).RebuildNext(default);

        (await Titles(service)).ShouldBe("acme kept");
        (await service.Tasks.Stored.Scalar<string>("select state || ': ' || error from tdp.projection_rebuild"))
            .ShouldStartWith("failed: The body is not a");
    }

    [Fact]
    public async Task Thousands_of_events_of_many_customers_are_read_page_by_page()
    {
        await using var service = await HandlingService.Start();
        await service.Process(service.Message(new Titled(Guid.NewGuid(), "one")));
        await service.Tasks.Stored.Scalar<long>("""
            with more as (
                insert into tdp.projected_event (sent_at, id, place, source, type, customer_id, handled_at, body)
                select e.sent_at, gen_random_uuid(), e.place, e.source, e.type, 'customer' || n % 7, e.handled_at,
                    convert_to(format('{"task":"%s","title":"t%s"}', gen_random_uuid(), n), 'UTF8')
                from tdp.projected_event e, generate_series(1, 1999) n returning 1)
            select count(*) from more
            """);
        await Ask(service);

        await Rebuilder(service).RebuildNext(default);

        (await State(service)).ShouldBe("done 2000");
        (await service.Tasks.Stored.Scalar<string>("select count(*) || ' ' || count(distinct customer_id) from task"))
            .ShouldBe("2000 8");
    }

    private static Projection Projection() => Projections.Projection.Of(HandlingService.All).Single();

    private static ProjectionRebuilder Rebuilder(HandlingService service) => new(
        service.Tasks.Data, [Projection()], Services.GetRequiredService<IServiceScopeFactory>(), TimeProvider.System,
        NullLogger<ProjectionRebuilder>.Instance);

    private static Task<int> Ask(HandlingService service) => service.Tasks.Stored.Scalar<int>(
        "insert into tdp.projection_rebuild (projection, state, requested_at) values ('TitleDirectory', 'requested', now()) returning 1");

    private static Task<string> State(HandlingService service) =>
        service.Tasks.Stored.Scalar<string>("select concat_ws(' ', state, events, error) from tdp.projection_rebuild");

    private static Task<string> Titles(HandlingService service) => service.Tasks.Stored.Scalar<string>(
        "select string_agg(customer_id || ' ' || title, ', ' order by customer_id, title) from task");

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isSo())
            limit.Token.ThrowIfCancellationRequested();
    }
}

internal sealed record Titled(Guid Task, string Title) : IEvent
{
    string IEvent.Subject => Task.ToString();
}

[Projection("task")]
internal sealed class TitleDirectory : IEventHandler<Titled>
{
    public static Decision<Nothing> Decide(Titled @event, EventContext context) => Decision.Accept()
        .Store($"""
            insert into task (id, customer_id, title) values ({@event.Task}, {context.Customer!.Value}, {@event.Title})
            on conflict (id) do update set title = excluded.title
            """)
        .Notify(new TaskAdded(@event.Task));
}
