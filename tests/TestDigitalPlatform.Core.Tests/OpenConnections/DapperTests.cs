using System.Text.Json.Serialization;
using Dapper;
using Npgsql;
using TestDigitalPlatform.Dapper;

namespace TestDigitalPlatform.Core.Tests.OpenConnections;

public sealed class DapperTests(OpenTasks tasks) : IClassFixture<OpenTasks>
{
    [Fact]
    public async Task Reads_rows_of_a_shape_that_is_known_at_run_time()
    {
        IDictionary<string, object> row = await Open(async open => (IDictionary<string, object>)await open.Connection.QuerySingleAsync(
            open.Command("select count(*) as tasks, min(title) as first_title from task where done = @done", new { done = false })));

        row.ShouldBe(new Dictionary<string, object> { ["tasks"] = 2L, ["first_title"] = "First" }, ignoreOrder: true);
    }

    [Fact]
    public async Task Maps_a_row_to_several_objects()
    {
        var pairs = await Open(async open => await open.Connection.QueryAsync<TaskRow, TaskRow?, (TaskRow, TaskRow?)>(
            open.Command("""
                select t.id, t.title, p.id, p.title from task t left join task p on p.id = t.parent_id order by t.title
                """),
            (task, parent) => (task, parent)));

        pairs.Select(pair => (pair.Item1.Title, pair.Item2?.Title)).ShouldBe([("First", null), ("Second", "First")]);
        pairs.First().Item1.Id.Value.ShouldBe(tasks.First);
    }

    [Fact]
    public async Task Keeps_customers_apart() =>
        (await tasks.Service.Db(TaskService.Globex).Open(
            async open => await open.Connection.QueryAsync<string>(open.Command("select title from task")), default))
        .ShouldBe(["Of globex"]);

    [Fact]
    public async Task Writes_and_reads_the_types_as_the_rest_of_the_platform()
    {
        var at = new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.FromHours(2)).AddTicks(7);
        var sent = new
        {
            Id = new TaskId(tasks.First), Customer = CustomerId.Parse("acme"), Urgency = Urgency.NotUrgent, At = at,
            Clock = DateTime.SpecifyKind(at.UtcDateTime, DateTimeKind.Unspecified),
            Ids = new[] { new TaskId(tasks.First) }, Urgencies = new[] { Urgency.NotUrgent, Urgency.High },
            None = (TaskId?)null, NoUrgency = (Urgency?)null,
        };

        var row = await Open(async open => await open.Connection.QuerySingleAsync<Everything>(open.Command("""
            select @Id as id, @Customer as customer, @Urgency as urgency, @At as at, @Clock as clock, @Ids as ids,
                @Urgencies as urgencies, @None::uuid as none, @NoUrgency::text as no_urgency,
                (select string_agg(pg_typeof(v)::text, ' ') from (values (@Urgency)) t(v)) as stored_as,
                exists (select from task where id = any(@Ids)) as found
            """, sent)));

        row.Id.ShouldBe(sent.Id);
        row.Customer.ShouldBe(sent.Customer);
        row.Urgency.ShouldBe(Urgency.NotUrgent);
        row.At.ShouldBe(new DateTimeOffset(2026, 11, 30, 10, 0, 0, TimeSpan.Zero));
        row.At.Offset.ShouldBe(TimeSpan.Zero);
        row.Clock.ShouldBe(row.At.UtcDateTime);
        row.Clock.Kind.ShouldBe(DateTimeKind.Utc);
        row.Ids.ShouldBe(sent.Ids);
        row.Urgencies.ShouldBe(sent.Urgencies);
        row.None.ShouldBeNull();
        row.No_urgency.ShouldBeNull();
        row.Stored_as.ShouldBe("text");
        row.Found.ShouldBeTrue();
    }

    [Fact]
    public async Task Reads_single_values_of_the_types()
    {
        (await Scalar<Urgency>("select 'not-urgent'")).ShouldBe(Urgency.NotUrgent);
        (await Scalar<CustomerId>("select 'acme'")).ShouldBe(CustomerId.Parse("acme"));
        (await Scalar<TaskId>("select id from task where title = 'First'")).Value.ShouldBe(tasks.First);
        (await Scalar<DateTimeOffset>("select timestamptz '2026-11-30 12:00+02'")).Hour.ShouldBe(10);
    }

    [Fact]
    public async Task Refuses_a_name_that_the_enum_does_not_have()
    {
        var failed = await Should.ThrowAsync<Exception>(() => Open(
            async open => await open.Connection.QuerySingleAsync<Everything>(open.Command("select 'soon' as urgency"))));

        failed.ToString().ShouldContain("soon");
    }

    [Fact]
    public async Task Ends_with_the_limit_and_the_token_of_the_connection()
    {
        var command = await Open(open => Task.FromResult((open.Command("select 1"), open.Transaction, open.CancellationToken)));

        command.Item1.CommandTimeout.ShouldBe((int)Db.OpenLimit.TotalSeconds);
        command.Item1.Transaction.ShouldBe(command.Transaction);
        command.Item1.CancellationToken.ShouldBe(command.CancellationToken);
    }

    [Fact]
    public async Task Stores_a_type_of_the_teams_own_as_json_when_it_is_asked_to()
    {
        PlatformTypes.Add<Point>();

        var point = await Open(async open => await open.Connection.QuerySingleAsync<Everything>(
            open.Command("select @point as point", new { point = new Point(3, 4) })));

        point.Point.ShouldBe(new Point(3, 4));
    }

    private Task<T> Scalar<T>(string sql) =>
        Open(async open => (await open.Connection.QuerySingleAsync<T>(open.Command(sql)))!);

    private Task<T> Open<T>(Func<OpenDb, Task<T>> use) => tasks.Service.Db(TaskService.Acme).Open(use, default);

    private sealed record TaskRow(TaskId Id, string Title);

    private sealed record Point(int X, int Y);

    private sealed class Everything
    {
        public TaskId Id { get; init; }

        public CustomerId Customer { get; init; }

        public Urgency Urgency { get; init; }

        public DateTimeOffset At { get; init; }

        public DateTime Clock { get; init; }

        public TaskId[] Ids { get; init; } = [];

        public Urgency[] Urgencies { get; init; } = [];

        public TaskId? None { get; init; }

        public Urgency? No_urgency { get; init; }

        public string Stored_as { get; init; } = "";

        public bool Found { get; init; }

        public Point? Point { get; init; }
    }
}

// What the generator writes for a service.
public readonly record struct TaskId(Guid Value) : IId<TaskId>
{
    public static TaskId From(Guid value) => new(value);

    public static TaskId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s));

    public static TaskId Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => new(Guid.Parse(s));

    public static bool TryParse(string? s, IFormatProvider? provider, out TaskId result) =>
        TryParse(s.AsSpan(), provider, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out TaskId result)
    {
        var parsed = Guid.TryParse(s, out var value);
        result = new TaskId(value);
        return parsed;
    }

    public string ToString(string? format, IFormatProvider? formatProvider) => Value.ToString(format, formatProvider);

    public bool TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        Value.TryFormat(destination, out charsWritten, format);
}

[JsonConverter(typeof(JsonStringEnumConverter<Urgency>))]
public enum Urgency
{
    [JsonStringEnumMemberName("not-urgent")]
    NotUrgent,
    High,
}
