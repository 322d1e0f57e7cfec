using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Outbox;
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

        (await Rebuilder(service).DoNext(default)).ShouldBeTrue();

        made.ShouldBe("acme second, globex other");
        (await Titles(service)).ShouldBe(made);
        (await State(service)).ShouldBe("done 3");
        (await Rebuilder(service).DoNext(default)).ShouldBeFalse();
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
    public async Task Who_asks_for_it_while_it_is_made_anew_does_not_wait()
    {
        await using var service = await HandlingService.Start();
        await Ask(service);
        await using var worker = new Npgsql.NpgsqlConnection(service.Tasks.Stored.Connections.Owner + ";Pooling=false");
        await worker.OpenAsync();
        await using var transaction = await worker.BeginTransactionAsync();
        await using (var claim = new Npgsql.NpgsqlCommand("select tdp.claim_rebuild('{TitleDirectory}')", worker))
            (await claim.ExecuteScalarAsync()).ShouldBe("TitleDirectory");

        await service.Tasks.Stored.Scalar<string>("select coalesce(tdp.request_rebuild('TitleDirectory', now())::text, '')")
            .WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task One_that_fails_is_as_it_was_and_says_why()
    {
        await using var service = await HandlingService.Start();
        await service.Process(service.Message(new Titled(Guid.NewGuid(), "kept")));
        await service.Tasks.Stored.Scalar<int>("update tdp.projected_event set body = '{]' returning 1");
        await Ask(service);

        await Rebuilder(service).DoNext(default);

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

        await Rebuilder(service).DoNext(default);

        (await State(service)).ShouldBe("done 2000");
        (await service.Tasks.Stored.Scalar<string>("select count(*) || ' ' || count(distinct customer_id) from task"))
            .ShouldBe("2000 8");
    }

    // A part of them is relayed already, the others are on their way, and each is delivered twice.
    [Fact]
    public async Task One_that_is_newer_than_its_events_is_made_of_the_history_of_who_told_them()
    {
        await using var source = await TaskService.Start();
        await using var receiver = await HandlingService.Start();
        await Tell(source, "first");
        using (var relay = new OutboxRelay(
            source.Data, new Carrier(), source.Outbox, new MessageOptions(), TimeProvider.System, NullLogger<OutboxRelay>.Instance))
            (await relay.RelayBlock(default)).ShouldBe(200);
        await Tell(source, "second");
        await source.Stored.Scalar<int>(
            $"select 1 from tdp.request_delivery('tasks', array['{typeof(Titled).FullName}'], now())");
        var carrier = new Carrier();
        var sender = new HistorySender(source.Data, carrier, TimeProvider.System, NullLogger<HistorySender>.Instance);

        (await sender.DoNext(default)).ShouldBeTrue();
        foreach (var message in carrier.Messages.Concat(carrier.Messages.Reverse<TransportMessage>()))
            (await receiver.Process(message)).ShouldBe("handled");
        await Ask(receiver);
        await Rebuilder(receiver).DoNext(default);

        carrier.Destinations.ShouldBe(["tasks"]);
        (await source.Stored.Scalar<string>("select concat_ws(' ', state, events, error) from tdp.history_delivery")).ShouldBe("done 600");
        (await State(receiver)).ShouldBe("done 600");
        (await receiver.Tasks.Stored.Scalar<string>("select string_agg(distinct split_part(title, ' ', 1), ' ') || ' ' || count(*) from task"))
            .ShouldBe("second 300");
    }

    [Fact]
    public async Task A_history_that_can_not_be_sent_says_why()
    {
        await using var source = await TaskService.Start();
        await Tell(source, "first");
        await source.Stored.Scalar<int>(
            $"select 1 from tdp.request_delivery('nowhere', array['{typeof(Titled).FullName}'], now())");

        await new HistorySender(
            source.Data, new Carrier { Away = true }, TimeProvider.System, NullLogger<HistorySender>.Instance).DoNext(default);

        (await source.Stored.Scalar<string>("select concat_ws(' ', state, events, error) from tdp.history_delivery"))
            .ShouldBe("failed The transport is away.");
    }

    // After an error of the database, the transaction of the delivery takes no more statements.
    [Fact]
    public async Task A_history_that_can_not_be_read_says_why_and_is_not_sent_again()
    {
        await using var source = await TaskService.Start();
        await Tell(source, "first");
        await source.Stored.Scalar<int>(
            $"select 1 from tdp.request_delivery('tasks', array['{typeof(Titled).FullName}'], now())");
        await source.Stored.Scalar<int>("""
            create or replace function tdp.read_history(wanted text[], after_number bigint, after_id uuid, at_most int) returns table (
                number bigint, id uuid, type text, customer_id text, at timestamptz, body text)
            language plpgsql stable as $$ begin raise exception 'The page can not be read.'; end $$;
            select 1
            """);
        var sender = new HistorySender(source.Data, new Carrier(), TimeProvider.System, NullLogger<HistorySender>.Instance);

        (await sender.DoNext(default)).ShouldBeTrue();

        (await source.Stored.Scalar<string>("select concat_ws(' ', state, events, error) from tdp.history_delivery"))
            .ShouldBe("failed P0001: The page can not be read.");
        (await sender.DoNext(default)).ShouldBeFalse();
    }

    private static Task<long> Tell(TaskService source, string title) => source.Stored.Scalar<long>(
        $$"""
        with told as (
            insert into tdp.outbox (id, type, subject, key, customer_id, body, stored_at)
            select gen_random_uuid(), '{{typeof(Titled).FullName}}', md5(n::text), md5(n::text), 'acme',
                json_build_object('task', md5(n::text)::uuid, 'title', '{{title}} ' || n), now()
            from generate_series(1, 300) n returning 1)
        select count(*) from told
        """);

    private sealed class Carrier : IMessageTransport
    {
        public string System => "carrier";

        internal bool Away { get; init; }

        internal List<TransportMessage> Messages { get; } = [];

        internal HashSet<string?> Destinations { get; } = [];

        public Task Open(IReadOnlyCollection<string> types, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task Publish(
            IReadOnlyList<TransportMessage> messages, string? destination, CancellationToken cancellationToken)
        {
            if (Away)
                throw new IOException("The transport is away.");
            Destinations.Add(destination);
            Messages.AddRange(messages);
            return Task.CompletedTask;
        }

        public Task<IReceivedBlock?> Receive(int atMost, CancellationToken cancellationToken) =>
            Task.FromResult<IReceivedBlock?>(null);

        public Task<Backlog> Waiting(CancellationToken cancellationToken) => Task.FromResult(default(Backlog));
    }

    private static Projection Projection() => global::TestDigitalPlatform.Messages.Projection.Of(HandlingService.All).Single();

    private static ProjectionRebuilder Rebuilder(HandlingService service) => new(
        service.Tasks.Data, [Projection()], service.Tasks.Invalidation, Services.GetRequiredService<IServiceScopeFactory>(), TimeProvider.System,
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
            await Task.Delay(20, limit.Token);
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
        .Change($"""
            insert into task (id, customer_id, title) values ({@event.Task}, {context.Customer!.Value}, {@event.Title})
            on conflict (id) do update set title = excluded.title
            """)
        .Notify(new TaskAdded(@event.Task));
}
