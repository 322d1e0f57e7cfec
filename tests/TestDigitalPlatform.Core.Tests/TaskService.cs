using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TestDigitalPlatform.Caching;
using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Migrations;
using TestDigitalPlatform.Operations;
using TestDigitalPlatform.Outbox;
using TestDigitalPlatform.Queries;
using TestDigitalPlatform.Start;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Core.Tests;

/// <summary>The smallest service there can be, without HTTP: a database, and the two pipelines on it.</summary>
internal sealed class TaskService : IAsyncDisposable
{
    private readonly TestDatabase database;

    private TaskService(TestDatabase database, string connectionString)
    {
        this.database = database;
        Source = Database.Connect(connectionString);
        Data = new Database(Source, connectionString, "tasks");
        Invalidation = new CacheInvalidation([Operations.Count]);
        Commands = new CommandPipeline(Data, Invalidation, Outbox, TimeProvider.System, NullLogger<CommandPipeline>.Instance);
        Queries = new QueryPipeline(Data, TimeProvider.System, NullLogger<QueryPipeline>.Instance);
    }

    internal static Caller Acme { get; } = new(UserId.Parse("ann"), Role.CustomerUser, CustomerId.Parse("acme"));

    internal static Caller Globex { get; } = new(UserId.Parse("bob"), Role.CustomerUser, CustomerId.Parse("globex"));

    internal static Caller Platform { get; } = new(UserId.Parse("root"), Role.PlatformAdministrator, null);

    internal NpgsqlDataSource Source { get; }

    internal Database Data { get; }

    internal CacheInvalidation Invalidation { get; }

    internal OutboxSignal Outbox { get; } = new();

    internal CommandPipeline Commands { get; }

    internal QueryPipeline Queries { get; }

    internal TestDatabase Stored => database;

    internal static async Task<TaskService> Start(Func<string, string>? through = null)
    {
        var database = await TestPostgres.CreateDatabase("tasks", async template =>
            await new Migrator("tasks", [MigrationPart.Service(typeof(TaskService).Assembly)], NullLogger.Instance).Run(template.Owner, default));
        var service = new TaskService(database, through?.Invoke(database.Connections.App) ?? database.Connections.App);
        await new DatabaseStart(service.Data, NullLogger<DatabaseStart>.Instance)
            .Run([MigrationPart.Service(typeof(TaskService).Assembly)], database.Connections.Owner, default);
        return service;
    }

    internal Task<Outcome<Guid>> Add(AddTask command, Caller? caller = null, string? key = null) => Commands.Run(
        BlindCommand<AddTaskHandler, AddTask, Guid>.Instance, command,
        new CommandCall(Operations.Add, caller ?? Acme, IdempotencyKey: key), default);

    internal Task<Outcome<long>> Finish(
        FinishTask command, Caller? caller = null, string? key = null, VersionCondition? ifMatch = null) =>
        Commands.Run(
            new FetchedCommand<FinishTaskHandler, FinishTask, TaskState, long>(new FinishTaskHandler()), command,
            new CommandCall(Operations.Finish, caller ?? Acme, command.Id.ToString(), key, ifMatch), default);

    /// <summary>Registers somebody whom nobody has signed in.</summary>
    internal Task<Outcome<Guid>> Register(RegisterStranger command, string? key = null) => Commands.Run(
        BlindCommand<RegisterStrangerHandler, RegisterStranger, Guid>.Instance, command,
        new CommandCall(Operations.Register, null, IdempotencyKey: key), default);

    internal Db Db(Caller? caller) => new(Data, caller, DateTimeOffset.UtcNow);

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await database.DisposeAsync();
    }

    internal static class Operations
    {
        internal static readonly Operation Add = Of<AddTask, Guid>("POST");
        internal static readonly Operation Finish = Of<FinishTask, long>("POST");
        internal static readonly Operation Register = Of<RegisterStranger, Guid>("POST");
        internal static readonly Operation Count = new()
        {
            Message = typeof(CountTasks), Answer = typeof(long), IsCommand = false, Method = "GET",
            Path = "/tasks/count",
            CacheFor = TimeSpan.FromMinutes(1), ChangedBy = [typeof(TaskAdded)],
        };

        private static Operation Of<TCommand, TAnswer>(string method) => new()
        {
            Message = typeof(TCommand), Answer = typeof(TAnswer), IsCommand = true, Method = method, Path = "/tasks",
        };
    }
}

internal sealed record AddTask(string Title, Guid? Parent = null) : ICommand<Guid>;

internal sealed record RegisterStranger(string Name) : ICommand<Guid>;

internal sealed record FinishTask(Guid Id) : ICommand<long>;

internal sealed record CountTasks : IQuery<long>;

internal sealed record TaskAdded(Guid Task) : IEvent
{
    string IEvent.Subject => Task.ToString();
}

internal sealed record TaskState(Guid Id, bool Done, long Version) : IVersioned;

internal sealed class AddTaskHandler : ICommandHandler<AddTask, Guid>
{
    internal static readonly Refusal Taken = new("tasks.title_taken", "There is a task of that title.");

    public static Decision<Guid> Decide(AddTask command, CommandContext context)
    {
        var id = Guid.CreateVersion7(context.Now);
        return Decision.Accept(id)
            .Insert(
                $"""
                insert into task (id, customer_id, title, parent_id)
                values ({id}, {context.Customer}, {command.Title}, {command.Parent})
                """,
                Taken, constraint: "task_title")
            .Notify(new TaskAdded(id));
    }
}

internal sealed class RegisterStrangerHandler : ICommandHandler<RegisterStranger, Guid>
{
    public static Decision<Guid> Decide(RegisterStranger command, CommandContext context) =>
        Decision.Accept(Guid.CreateVersion7(context.Now));
}

internal sealed class FinishTaskHandler : ICommandHandler<FinishTask, TaskState, long>
{
    internal static readonly Refusal DoneBefore = new("tasks.done_before", "The task is done already.");

    internal static Func<Task>? BetweenFetchAndStore { get; set; }

    public async Task<TaskState> Fetch(FinishTask command, Db db, CancellationToken cancellationToken)
    {
        var state = await db.One<TaskState>(
            $"select id, done, version from task where id = {command.Id}", cancellationToken);
        if (BetweenFetchAndStore is { } interfere)
            await interfere();
        return state;
    }

    public static Decision<long> Decide(FinishTask command, TaskState state, CommandContext context) => state.Done
        ? Decision.Refuse(DoneBefore)
        : Decision.Accept(state.Version + 1).Change(
            $"update task set done = true, version = version + 1 where id = {state.Id} and version = {state.Version}");
}

internal static class Rows
{
    // What the generator writes for a service.
    [System.Runtime.CompilerServices.ModuleInitializer]
    internal static void Register() => RowReader<TaskState>.Register(
        ["id", "done", "version"],
        static (r, o) =>
            new TaskState(SqlValue<Guid>.Read(r, o[0]), SqlValue<bool>.Read(r, o[1]), SqlValue<long>.Read(r, o[2])));
}
