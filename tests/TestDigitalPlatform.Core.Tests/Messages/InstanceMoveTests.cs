using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Inbox;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Core.Tests.Messages;

/// <summary>Transitions of several messages, stored by one statement.</summary>
public sealed class InstanceMoveTests
{
    private const string Instances = "select coalesce(string_agg(key || ' ' || version, ', ' order by key), '') from tdp.process";

    [Fact]
    public async Task Those_that_are_ready_at_the_same_time_share_a_statement_and_a_transaction()
    {
        await using var service = await HandlingService.Start();
        var statements = new List<string>();

        var results = await Together(service, [.. Enumerable.Range(0, 4).Select(i => First(service, $"i{i}"))], statements);

        results.ShouldAllBe(e => e == null);
        (await service.Tasks.Stored.Scalar<string>(Instances)).ShouldBe("i0 1, i1 1, i2 1, i3 1");
        (await service.Tasks.Stored.Scalar<long>("select count(distinct xmin::text) from tdp.process_step")).ShouldBe(1);
        statements.Count(text => text.Contains("tdp.move_processes", StringComparison.Ordinal)).ShouldBe(1);
        statements.ShouldNotContain(text => text.Contains("tdp.move_process(", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_whose_instance_has_moved_meanwhile_hinders_no_other()
    {
        await using var service = await HandlingService.Start();
        await Stored(service, First(service, "moved"), First(service, "still"));
        await Stored(service, Next(service, "moved", version: 1));

        var results = await Together(
            service, [First(service, "new"), Next(service, "moved", version: 1), Next(service, "still", version: 1)]);

        results.Select(StateOf).ShouldBe([null, DatabaseError.NothingChanged, null]);
        (await service.Tasks.Stored.Scalar<string>(Instances)).ShouldBe("moved 2, new 1, still 2");
        (await service.Tasks.Stored.Scalar<long>("select count(*) from tdp.process_step")).ShouldBe(5);
    }

    [Fact]
    public async Task One_that_took_effect_before_hinders_no_other()
    {
        await using var service = await HandlingService.Start();
        var message = service.Message(new Noted("again", "again"));
        await Stored(service, Of(service, Move("again", 0), message));

        var results = await Together(
            service, [First(service, "new"), Of(service, Move("again", 1), message), Next(service, "again", version: 1)]);

        results.Select(StateOf).ShouldBe([null, InboxMark.HandledBefore, null]);
        (await service.Tasks.Stored.Scalar<string>(Instances)).ShouldBe("again 2, new 1");
    }

    [Fact]
    public async Task One_that_comes_twice_at_once_takes_effect_once()
    {
        await using var service = await HandlingService.Start();
        var message = service.Message(new Noted("twice", "twice"));

        var results = await Together(
            service, [Of(service, Move("twice", 0), message), First(service, "new"), Of(service, Move("twice", 0), message)]);

        results.Count(e => e is null).ShouldBe(2);
        (await service.Tasks.Stored.Scalar<string>(Instances)).ShouldBe("new 1, twice 1");
        (await service.Tasks.Stored.Scalar<long>("select count(*) from tdp.process_step")).ShouldBe(2);
    }

    [Fact]
    public async Task One_whose_key_has_come_further_hinders_no_other()
    {
        await using var service = await HandlingService.Start();
        var (earlier, later) = (service.Message(new Noted("key", "1")), service.Message(new Noted("key", "2")));
        await Stored(service, Of(service, Move("one", 0), earlier));

        // Decided when nothing of the key had taken effect.
        var results = await Together(service, [First(service, "new"), Of(service, Move("other", 0), later)]);

        results.Select(StateOf).ShouldBe([null, DatabaseError.NothingChanged]);
        (await service.Tasks.Stored.Scalar<string>(Instances)).ShouldBe("new 1, one 1");
    }

    [Fact]
    public async Task None_passes_an_earlier_message_of_its_key_that_is_held()
    {
        await using var service = await HandlingService.Start();
        var (earlier, later) = (service.Message(new Noted("key", "1")), service.Message(new Noted("key", "2")));
        await service.Held.Fail(earlier, 0, 1, new("broken", "It is broken."), setAside: false, default);

        var results = await Together(service, [First(service, "new"), Of(service, Move("held up", 0), later)]);

        results.Select(StateOf).ShouldBe([null, InboxMark.EarlierMissing]);
        (await service.Tasks.Stored.Scalar<string>(Instances)).ShouldBe("new 1");
    }

    [Fact]
    public async Task An_instance_of_another_customer_is_not_touched()
    {
        await using var service = await HandlingService.Start();
        await Stored(service, First(service, "acme's"));

        var results = await Together(
            service, [First(service, "new"), Next(service, "acme's", version: 1, customer: "globex"), First(service, "other", customer: "globex")]);

        results.Select(StateOf).ShouldBe([null, DatabaseError.NothingChanged, null]);
        (await service.Tasks.Stored.Scalar<string>(Instances)).ShouldBe("acme's 1, new 1, other 1");
        (await service.Tasks.Stored.Scalar<string>("select string_agg(customer_id, ' ' order by key) from tdp.process"))
            .ShouldBe("acme acme globex");
    }

    [Fact]
    public async Task One_that_cannot_be_stored_is_told_so_and_hinders_no_other()
    {
        await using var service = await HandlingService.Start();

        var results = await Together(service, [First(service, "new"), First(service, new string('x', 201)), First(service, "other")]);

        results.Select(StateOf).ShouldBe([null, PostgresErrorCodes.CheckViolation, null]);
        (await service.Tasks.Stored.Scalar<string>(Instances)).ShouldBe("new 1, other 1");
    }

    [Fact]
    public async Task A_look_that_fails_fails_no_other()
    {
        await using var service = await HandlingService.Start();
        var looks = new InstanceLooks(service.Tasks.Data, statements: 1);
        await Stored(service, First(service, "here"));
        await using var other = await service.Tasks.Stored.OpenAsSuperuser();
        await using (var command = new NpgsqlCommand("begin; lock table tdp.process", other))
            await command.ExecuteNonQueryAsync();

        // The first waits for the lock, and the others for the first.
        var found = new[] { "here", "no\0key", "here", "nowhere" }.Select(name => looks.Look(
            service.Message(new Noted(Guid.NewGuid().ToString(), "any")), new InstanceName(Id("here"), name is "here" ? "Tally" : name, "acme"), default)).ToList();
        await other.DisposeAsync();

        (await found[0]).Row.ShouldNotBeNull();
        await Should.ThrowAsync<PostgresException>(found[1]);
        (await found[2]).Row.ShouldNotBeNull();
        (await found[3]).Row.ShouldBeNull();
    }

    [Fact]
    public async Task A_look_finds_no_instance_of_another_customer()
    {
        await using var service = await HandlingService.Start();
        var looks = new InstanceLooks(service.Tasks.Data, statements: 1);
        await Stored(service, First(service, "here"));

        var found = await Task.WhenAll(new[] { "acme", "globex", null }.Select(customer => looks.Look(
            service.Message(new Noted("any", "any")), new InstanceName(Id("here"), "Tally", customer), default)));

        found.Select(look => look.Row?.Version).ShouldBe([1, null, null]);
    }

    private static Task<List<Exception?>> Together(HandlingService service, IReadOnlyList<Effects> members, List<string>? statements = null)
    {
        service.Tasks.Data.Watch = batch =>
        {
            foreach (var command in batch.BatchCommands)
                statements?.Add(command.CommandText);
        };
        return new GroupCommitTests().Together(service, GroupCommitTests.Patient(service), members);
    }

    private static async Task Stored(HandlingService service, params IReadOnlyList<Effects> members)
    {
        foreach (var effects in members)
            await GroupCommitTests.Patient(service).Store(effects, default);
    }

    private static string? StateOf(Exception? e) => (e as PostgresException)?.SqlState;

    private static Effects First(HandlingService service, string key, string customer = "acme") =>
        Of(service, Move(key, 0, customer), service.Message(new Noted(Guid.NewGuid().ToString(), "any"), customer: customer));

    private static Effects Next(HandlingService service, string key, long version, string customer = "acme") =>
        Of(service, Move(key, version, customer), service.Message(new Noted(Guid.NewGuid().ToString(), "any"), customer: customer));

    private static Effects Of(HandlingService service, InstanceMove move, TransportMessage message)
    {
        var caller = new Caller(UserId.Parse("service:source"), Role.CustomerUser, CustomerId.Parse(move.Customer!));
        var mark = new InboxMark(message, 0, isHeld: false);
        mark.Note(wasHandled: false, last: 0);
        var statement = Database.Command(move.Row(new { Name = move.Key }));
        return new(caller, mark.Command(), [statement], () => { }) { Move = new MarkedMove(mark, move, statement) };
    }

    private static InstanceMove Move(string key, long version, string customer = "acme") => new(
        Id(key), "Tally", key, customer, version, "Counting", null, Ends: false, Begins: version == 0, DateTimeOffset.UtcNow, "Noted", []);

    private static Guid Id(string key) => Processes.ProcessInstance.IdOf("Tally", CustomerId.Parse("acme"), key);
}
