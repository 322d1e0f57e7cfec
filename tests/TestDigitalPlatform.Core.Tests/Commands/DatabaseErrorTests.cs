using Npgsql;
using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Operations;
using TestDigitalPlatform.Queries;

namespace TestDigitalPlatform.Core.Tests.Commands;

/// <summary>What the database says "no" to is told by its class, and by when it says it.</summary>
public sealed class DatabaseErrorTests
{
    private const string Tables = """
        create table room (id int primary key);
        create table booking (
            id int primary key,
            room int constraint booking_room references room,
            room_later int constraint booking_room_later references room deferrable initially deferred,
            note text not null default '',
            code int constraint booking_code unique,
            code_later int constraint booking_code_later unique deferrable initially deferred,
            amount int constraint booking_amount check (amount > 0),
            during int4range,
            during_later int4range,
            constraint booking_during exclude using gist (during with &&),
            constraint booking_during_later exclude using gist (during_later with &&) deferrable initially deferred
        );
        create function refuse() returns trigger language plpgsql as $$
        begin
            if new.note = 'forbidden' then raise exception 'no'; end if;
            return new;
        end $$;
        create trigger at_once before insert on booking for each row when (new.amount = 7) execute function refuse();
        create constraint trigger later after insert on booking deferrable initially deferred
            for each row execute function refuse();
        create view open_booking as select id, amount from booking where amount > 10 with check option;
        grant all on room, booking, open_booking to tasks_app;
        insert into room values (1);
        insert into booking (id, room, room_later, code, code_later, during, during_later)
            values (1, 1, 1, 1, 1, '[1,5)', '[1,5)');
        select 1;
        """;

    public static TheoryData<string, string> Refused { get; } = new()
    {
        { "insert into booking (id) values (1)", "already_exists" },
        { "insert into booking (id, code) values (2, 1)", "already_exists" },
        { "insert into booking (id, code_later) values (2, 1)", "already_exists" },
        { "insert into booking (id, during) values (2, '[4,6)')", "already_exists" },
        { "insert into booking (id, during_later) values (2, '[4,6)')", "already_exists" },
        { "insert into booking (id, room) values (2, 9)", "broken_reference" },
        { "insert into booking (id, room_later) values (2, 9)", "broken_reference" },
        { "update booking set room_later = 9 where id = 1", "broken_reference" },
        { "delete from room where id = 1", "broken_reference" },
        { "insert into booking (id, note) values (2, null)", "value_not_storable" },
        { "insert into booking (id, amount) values (2, 0)", "value_not_storable" },
        { "insert into booking (id, note, amount) values (2, 'forbidden', 7)", "value_not_storable" },
        { "insert into booking (id, note) values (2, 'forbidden')", "value_not_storable" },
        { "insert into open_booking (id, amount) values (2, 3)", "value_not_storable" },
    };

    [Theory, MemberData(nameof(Refused))]
    public async Task A_constraint_is_a_refusal_at_once_and_deferred(string statement, string code)
    {
        await using var service = await Service();

        var outcome = await StatementCommand.Run(service, KindOf(statement), statement, key: "k");
        var again = await StatementCommand.Run(service, KindOf(statement), statement, key: "k");

        outcome.Refusal!.Code.ShouldBe(code);
        again.Refusal.ShouldBe(outcome.Refusal);
        again.Replayed.ShouldBeTrue();
        (await service.Stored.Scalar<string>("select reason from tdp.audit")).ShouldBe(code);
    }

    [Theory, MemberData(nameof(Refused))]
    public async Task And_what_the_team_says_of_it(string statement, string code)
    {
        await using var service = await Service();
        var refusal = new Refusal("bookings.impossible", $"Not {code}.");

        (await StatementCommand.Run(service, KindOf(statement), statement, refusal)).Refusal.ShouldBe(refusal);
    }

    [Fact]
    public async Task Of_several_statements_a_deferred_one_is_found_by_its_table()
    {
        await using var service = await Service();
        var (room, booking) = (new Refusal("rooms.no", "No."), new Refusal("bookings.no", "No."));

        Decision<Nothing> decision = Decision.Accept()
            .Insert("insert into booking (id, code_later) values (2, 1)", booking)
            .Insert("insert into room values (2)", room);
        var outcome = await service.Commands.Run(
            new Decided(decision), new StatementCommand(), new CommandCall(TaskService.Operations.Add, TaskService.Acme),
            default);

        outcome.Refusal.ShouldBe(booking);
    }

    [Fact]
    public async Task The_team_may_answer_for_one_constraint_of_several()
    {
        await using var service = await Service();
        var taken = new Refusal("bookings.code_taken", "The code is taken.");

        (await Book(2, 1)).ShouldBe(taken);
        (await Book(1, 2))!.Code.ShouldBe("already_exists");

        async Task<Refusal?> Book(int id, int code) => (await service.Commands.Run(
            new Decided(Decision.Accept().Insert(
                $"insert into booking (id, code) values ({id}, {code})", taken, constraint: "booking_code")),
            new StatementCommand(), new CommandCall(TaskService.Operations.Add, TaskService.Acme), default)).Refusal;
    }

    [Theory]
    [InlineData("insert into booking (id) values (99999999999)")]
    [InlineData("insert into booking (id) values (1 / (select count(*) from task))")]
    [InlineData("insert into booking (id, during) values (2, '[5,1)')")]
    [InlineData("insert into booking (id) values ((select x from generate_series(1, 2) x))")]
    public async Task A_value_that_can_not_be_computed_with_is_one(string statement)
    {
        await using var service = await Service();

        (await StatementCommand.Run(service, RowChange.Insert, statement)).Refusal!.Code.ShouldBe("value_not_storable");
    }

    [Fact]
    public async Task A_fault_of_ours_stays_one()
    {
        await using var service = await Service();

        var e = await Should.ThrowAsync<PostgresException>(
            () => StatementCommand.Run(service, RowChange.Insert, "insert into booking (nothing) values (1)"));

        DatabaseError.KindOf(e).ShouldBe(DatabaseErrorKind.Fault);
        DatabaseError.IsPassing(e).ShouldBeFalse();
    }

    [Theory]
    [InlineData("40001", "Race")]
    [InlineData("40P01", "Race")]
    [InlineData("40002", "Value")]
    [InlineData("40003", "Unavailable")]
    [InlineData("55P03", "Race")]
    [InlineData("26000", "Race")]
    [InlineData("TDP01", "Race")]
    [InlineData("57014", "Unavailable")]
    [InlineData("57P01", "Unavailable")]
    [InlineData("57P03", "Unavailable")]
    [InlineData("53100", "Unavailable")]
    [InlineData("53300", "Unavailable")]
    [InlineData("53200", "Unavailable")]
    [InlineData("25006", "Unavailable")]
    [InlineData("25P03", "Unavailable")]
    [InlineData("25P04", "Unavailable")]
    [InlineData("58030", "Unavailable")]
    [InlineData("08006", "Unavailable")]
    [InlineData("28P01", "Unavailable")]
    [InlineData("3D000", "Unavailable")]
    [InlineData("22003", "Value")]
    [InlineData("2200G", "Value")]
    [InlineData("23502", "Value")]
    [InlineData("23001", "Reference")]
    [InlineData("54000", "Value")]
    [InlineData("42601", "Fault")]
    [InlineData("42501", "Fault")]
    [InlineData("0A000", "Fault")]
    [InlineData("XX000", "Fault")]
    [InlineData("P0002", "Fault")]
    [InlineData("ABCDE", "Fault")]
    [InlineData("", "Fault")]
    public void Each_state_has_its_kind_by_its_class(string state, string kind) =>
        DatabaseError.KindOf(new PostgresException("no", "ERROR", "ERROR", state)).ToString().ShouldBe(kind);

    [Theory]
    [InlineData("ERROR", "23505", true)]
    [InlineData("ERROR", "57014", true)]
    [InlineData("ERROR", "40003", false)]
    [InlineData("FATAL", "57P01", false)]
    [InlineData("PANIC", "XX000", false)]
    public void An_error_undoes_and_the_end_of_a_connection_says_nothing(string severity, string state, bool isUndone) =>
        DatabaseError.IsUndone(new PostgresException("no", severity, severity, state)).ShouldBe(isUndone);

    [Fact]
    public async Task A_server_that_became_read_only_is_unavailable_and_another_is_looked_for()
    {
        await using var service = await TaskService.Start();
        await service.Add(new AddTask("before"));
        await ReadOnly(service, "on");
        service.Source.Clear();

        var e = await Should.ThrowAsync<PostgresException>(() => service.Add(new AddTask("during")));
        await ReadOnly(service, "off");
        var outcome = await service.Add(new AddTask("after"));

        (DatabaseError.IsPassing(e), DatabaseError.IsUndone(e)).ShouldBe((true, true));
        // The connection to the read-only server was given up, so a new one was opened.
        outcome.Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task A_plan_that_a_migration_made_stale_is_made_anew()
    {
        await using var service = await TaskService.Start();
        await service.Add(new AddTask("read me"));
        var steps = new FetchedQuery<TitlesHandler, Titles, string>(new TitlesHandler());
        for (var i = 0; i < 5; i++)
            await service.Queries.Run(TaskService.Operations.Count, steps, new Titles(), TaskService.Acme, default);

        await service.Stored.Scalar<int>("alter table task alter column title type varchar(500); select 1");

        (await service.Queries.Run(TaskService.Operations.Count, steps, new Titles(), TaskService.Acme, default)).ShouldBe("read me");
    }

    private static async Task ReadOnly(TaskService service, string value)
    {
        var name = service.Stored.Name;
        await service.Stored.Scalar<int>($"begin read write; alter database \"{name}\" set default_transaction_read_only = {value}; commit; select 1");
    }

    private static RowChange KindOf(string statement) =>
        statement.StartsWith("insert", StringComparison.Ordinal) ? RowChange.Insert : RowChange.Change;

    private static async Task<TaskService> Service()
    {
        var service = await TaskService.Start();
        await service.Stored.Scalar<int>(Tables);
        return service;
    }

    private sealed class Decided(Decision<Nothing> decision) : CommandSteps<StatementCommand, Nothing>
    {
        internal override Task<Decision<Nothing>?> Decide(
            StatementCommand command, Db db, CommandContext context, VersionCondition? ifMatch,
            CancellationToken cancellationToken) => Task.FromResult<Decision<Nothing>?>(decision);
    }

    private sealed record Titles : IQuery<string>;

    private sealed class TitlesHandler : IQueryHandler<Titles, string>
    {
        public Task<string> Fetch(Titles query, Db db, CancellationToken cancellationToken) =>
            db.One<string>("select title from task", cancellationToken);
    }
}
