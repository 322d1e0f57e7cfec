using Npgsql;
using TestDigitalPlatform.Core.Tests.Data;
using TestDigitalPlatform.Inbox;

namespace TestDigitalPlatform.Core.Tests.Messages;

public sealed class InboxTests
{
    [Fact]
    public async Task A_message_that_comes_twice_takes_effect_once()
    {
        await using var service = await HandlingService.Start();
        var message = service.Message(new Noted("k", "once"));

        (await service.Process(message)).ShouldBe("handled");
        (await service.Process(message)).ShouldBe("repeated");

        (await service.Titles()).ShouldBe("once");
        (await service.Tasks.Stored.Scalar<long>("select count(*) from tdp.outbox")).ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_two_take_at_once_takes_effect_once()
    {
        await using var service = await HandlingService.Start();
        var message = service.Message(new Counted("k", "n"));

        var ends = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            _ => service.Pipeline.Handle(message, needs: 0, isHeld: false, default)));

        ends.Count(e => e.End == HandlingEnd.Done).ShouldBe(1);
        ends.Count(e => e.End == HandlingEnd.Repeated).ShouldBe(7);
        (await service.Titles()).ShouldBe("n0");
    }

    [Fact]
    public async Task Messages_of_a_key_take_effect_in_their_order_however_they_come()
    {
        await using var service = await HandlingService.Start();
        var first = service.Message(new Noted("k", "1"));
        var second = service.Message(new Noted("k", "2"), after: first);
        var third = service.Message(new Noted("k", "3"), after: second);

        (await service.Process(third)).ShouldBe("waiting");
        (await service.Process(second)).ShouldBe("waiting");
        (await service.Process(service.Message(new Noted("other", "other")))).ShouldBe("handled");
        (await service.Process(first)).ShouldBe("handled, handled, handled");

        (await service.Titles()).ShouldBe("other 1 2 3");
        (await service.States()).ShouldBe("");
    }

    [Fact]
    public async Task Two_versions_of_an_event_are_handled_side_by_side_in_the_order_of_their_key()
    {
        await using var service = await HandlingService.Start();
        var old = service.Message(new Noted("k", "first"));
        var @new = service.Message(new Counted("k", "second"), after: old);
        var oldAgain = service.Message(new Noted("k", "third"), after: @new);

        (await service.Process(oldAgain)).ShouldBe("waiting");
        (await service.Process(@new)).ShouldBe("waiting");
        (await service.Process(old)).ShouldBe("handled, handled, handled");

        (await service.Titles()).ShouldBe("first second1 third");
    }

    [Fact]
    public async Task A_fetch_that_catches_everything_hides_neither_a_repeat_nor_an_order()
    {
        await using var service = await HandlingService.Start();
        var first = service.Message(new Careful("k", "a"));
        var second = service.Message(new Careful("k", "b"), after: first);

        (await service.Process(second)).ShouldBe("waiting");
        (await service.Process(first)).ShouldBe("handled, handled");
        (await service.Process(first)).ShouldBe("repeated");

        (await service.Titles()).ShouldBe("a0 b1");
        CarefulHandler.Caught.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_waits_for_a_type_that_is_not_handled_or_was_told_before()
    {
        await using var service = await HandlingService.Start();
        var unknown = service.Message(new Noted("k", "1")) with { Type = "Others.Event" };
        var early = service.Message(new Noted("k", "1")) with { Number = 1_000_000 };

        (await service.Process(service.Message(new Noted("k", "after unknown"), after: unknown))).ShouldBe("handled");
        (await service.Process(service.Message(new Noted("k2", "after early"), after: early))).ShouldBe("handled");
    }

    [Fact]
    public async Task A_decision_is_made_again_when_its_key_has_come_further()
    {
        await using var service = await HandlingService.Start();
        var first = service.Message(new Counted("k", "a"));
        var second = service.Message(new Counted("k", "b"), after: first);
        await service.Process(first);
        var raced = false;
        CountHandler.BetweenFetchAndStore = async () =>
        {
            if (raced)
                return;
            raced = true;
            await service.Process(service.Message(new Noted("k", "between"), after: first));
        };

        try
        {
            await service.Processor.Process(second, null, default);
        }
        finally
        {
            CountHandler.BetweenFetchAndStore = null;
        }

        (await service.Titles()).ShouldBe("a0 between b2");
    }

    [Fact]
    public async Task The_second_of_two_handlers_decides_again_too_when_its_key_has_come_further()
    {
        await using var service = await HandlingService.Start();
        var first = service.Message(new Paired("k", "a"));
        var second = service.Message(new Paired("k", "b"), after: first);
        await service.Process(first);
        var raced = false;
        SightedHandler.BetweenFetchAndStore = async () =>
        {
            if (raced)
                return;
            raced = true;
            await service.Process(service.Message(new Noted("k", "between"), after: first));
        };

        try
        {
            await service.Processor.Process(second, null, default);
        }
        finally
        {
            SightedHandler.BetweenFetchAndStore = null;
        }

        (await service.Titles()).ShouldBe("blind-a a0 between blind-b b3");
    }

    [Fact]
    public async Task Two_handlers_of_an_event_take_effect_both_or_not_at_all()
    {
        await using var service = await HandlingService.Start();

        (await service.Process(service.Message(new Paired("k", "unwanted")))).ShouldBe("failed");

        (await service.Titles()).ShouldBe("");
    }

    [Fact]
    public async Task The_inbox_remembers_for_a_week_what_took_effect_long_after_it_was_sent()
    {
        await using var service = await HandlingService.Start();
        await using (var owner = new NpgsqlConnection(service.Tasks.Stored.Connections.Owner + ";Pooling=false"))
        {
            await owner.OpenAsync();
            await using var old = new NpgsqlCommand(
                """
                select tdp.make_partition('inbox', to_char(now() - interval '30 days', 'YYYY_MM_DD'),
                    now() - interval '31 days', now() - interval '29 days')
                """,
                owner);
            await old.ExecuteNonQueryAsync();
        }

        var message = service.Message(new Noted("k", "late")) with { SentAt = DateTimeOffset.UtcNow.AddDays(-30) };
        await service.Process(message);

        (await service.Tasks.Stored.Scalar<int>("select tdp.drop_partitions()")).ShouldBe(0);
        (await service.Process(message)).ShouldBe("repeated");
        await service.Tasks.Stored.Scalar<int>("update tdp.inbox set received_at = now() - interval '8 days' returning 1");
        (await service.Tasks.Stored.Scalar<int>("select tdp.drop_partitions()")).ShouldBe(1);
    }

    [Fact]
    public async Task An_event_without_a_fetch_waits_once()
    {
        await using var wire = new Wire();
        await using var service = await HandlingService.Start(wire.Through);
        await service.Process(service.Message(new Noted("k", "warm up")));
        var message = service.Message(new Noted("k", "counted"));

        (await wire.Count(() => service.Processor.Process(message, null, default))).ShouldBe(1);
    }

    [Fact]
    public async Task An_event_with_a_fetch_waits_twice()
    {
        await using var wire = new Wire();
        await using var service = await HandlingService.Start(wire.Through);
        await service.Process(service.Message(new Counted("k", "warm up")));
        var message = service.Message(new Counted("k", "counted"));

        (await wire.Count(() => service.Processor.Process(message, null, default))).ShouldBe(2);
    }

    [Fact]
    public async Task An_event_changes_its_own_customers_rows_alone()
    {
        await using var service = await HandlingService.Start();
        await service.Tasks.Add(new AddTask("globex's"), TaskService.Globex);

        await service.Process(service.Message(new Counted("k", "sees ")));

        (await service.Titles()).ShouldBe("globex's sees 0");
        (await service.Tasks.Stored.Scalar<string>("select customer_id from task where title = 'sees 0'")).ShouldBe("acme");
    }

    [Fact]
    public async Task An_event_without_a_customer_is_handled_only_where_all_are_meant()
    {
        await using var service = await HandlingService.Start();
        await service.Tasks.Add(new AddTask("acme's"), TaskService.Acme);
        await service.Tasks.Add(new AddTask("globex's"), TaskService.Globex);

        (await service.Process(service.Message(new Noted("k", "nobody's"), customer: null))).ShouldBe("failed");
        (await service.Process(service.Message(new Everywhere("k2"), customer: null))).ShouldBe("handled");

        (await service.States()).ShouldBe("failed event_without_customer");
        (await service.Tasks.Stored.Scalar<long>("select count(*) from task where done")).ShouldBe(2);
    }

    private sealed class Wire : IAsyncDisposable
    {
        private WireProxy? proxy;

        internal string Through(string direct)
        {
            // One connection, and no statement prepared on the way: what is counted is the message's own.
            proxy = new WireProxy(direct + ";Maximum Pool Size=1");
            return proxy.ConnectionString;
        }

        internal async Task<int> Count(Func<Task> work)
        {
            var before = proxy!.RoundTrips;
            await work();
            return proxy.RoundTrips - before;
        }

        public ValueTask DisposeAsync() => proxy?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
