using System.Collections.Concurrent;
using System.Diagnostics;
using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Operations;

namespace TestDigitalPlatform.Core.Tests.Idempotency;

/// <summary>An earlier answer is a value: it does not pass through a team's fetch as an exception.</summary>
public sealed class RepeatedFetchTests
{
    private static readonly Operation Operation = new()
    {
        Message = typeof(RemoveTask), Answer = typeof(Guid), IsCommand = true, Method = "DELETE", Path = "/tasks/{id}",
    };

    [Fact]
    public async Task A_fetch_that_catches_everything_catches_nothing_and_the_answer_is_replayed()
    {
        await using var service = await TaskService.Start();
        var task = (await service.Add(new AddTask("Remove me"))).Answer;
        var handler = new CarefulHandler();
        var first = await Run(service, new FetchedCommand<CarefulHandler, RemoveTask, TaskState?, Guid>(handler), task);

        using var spans = new Spans();
        var again = await Run(service, new FetchedCommand<CarefulHandler, RemoveTask, TaskState?, Guid>(handler), task);

        (again.Answer, again.Replayed).ShouldBe((first.Answer, true));
        handler.Fetches.ShouldBe(2);
        handler.Caught.ShouldBeEmpty();
        var fetch = spans.Ended.Single(span => span.OperationName == "fetch");
        (fetch.Status, fetch.Events.Count(), fetch.GetTagItem("exception.type")).ShouldBe((ActivityStatusCode.Unset, 0, null));
        spans.Ended.ShouldNotContain(span => span.OperationName == "decide" || span.Status == ActivityStatusCode.Error);
    }

    [Fact]
    public async Task A_fetch_that_finds_no_row_any_more_does_not_hide_the_answer()
    {
        await using var service = await TaskService.Start();
        var task = (await service.Add(new AddTask("Remove me"))).Answer;
        var steps = new FetchedCommand<StrictHandler, RemoveTask, TaskState, Guid>(new StrictHandler());
        var first = await Run(service, steps, task);

        var again = await Run(service, steps, task);
        var anew = await Run(service, steps, task, "another key");

        first.Refusal.ShouldBeNull();
        (again.Answer, again.Replayed).ShouldBe((first.Answer, true));
        anew.Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
        (await service.Stored.Scalar<long>("select count(*) from tdp.audit where operation = 'RemoveTask'")).ShouldBe(2);
    }

    private static Task<Outcome<Guid>> Run(
        TaskService service, CommandSteps<RemoveTask, Guid> steps, Guid task, string key = "k") => service.Commands.Run(
        steps, new RemoveTask(task), new CommandCall(Operation, TaskService.Acme, IdempotencyKey: key), default);

    private sealed record RemoveTask(Guid Id) : ICommand<Guid>;

    private sealed class CarefulHandler : ICommandHandler<RemoveTask, TaskState?, Guid>
    {
        internal ConcurrentQueue<Exception> Caught { get; } = [];

        internal int Fetches { get; private set; }

        public async Task<TaskState?> Fetch(RemoveTask command, Db db, CancellationToken cancellationToken)
        {
            Fetches++;
            try
            {
                return await db.Find<TaskState>($"select id, done, version from task where id = {command.Id}", cancellationToken);
            }
            catch (Exception e)
            {
                Caught.Enqueue(e);
                return null;
            }
        }

        public static Decision<Guid> Decide(RemoveTask command, TaskState? state, CommandContext context) =>
            Decision.Accept(Guid.CreateVersion7()).Change($"delete from task where id = {command.Id}");
    }

    private sealed class StrictHandler : ICommandHandler<RemoveTask, TaskState, Guid>
    {
        public Task<TaskState> Fetch(RemoveTask command, Db db, CancellationToken cancellationToken) =>
            db.One<TaskState>($"select id, done, version from task where id = {command.Id}", cancellationToken);

        public static Decision<Guid> Decide(RemoveTask command, TaskState state, CommandContext context) =>
            Decision.Accept(Guid.CreateVersion7()).Change($"delete from task where id = {state.Id}");
    }

    /// <summary>The spans of this test alone.</summary>
    private sealed class Spans : IDisposable
    {
        private readonly Activity test = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        private readonly ConcurrentQueue<Activity> ended = [];
        private readonly ActivityListener listener;

        internal Spans()
        {
            var trace = test.TraceId;
            listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name is "TestDigitalPlatform" or "Npgsql",
                Sample = (ref ActivityCreationOptions<ActivityContext> of) =>
                    of.Parent.TraceId == trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
                ActivityStopped = ended.Enqueue,
            };
            ActivitySource.AddActivityListener(listener);
        }

        internal IReadOnlyCollection<Activity> Ended => ended;

        public void Dispose()
        {
            listener.Dispose();
            test.Dispose();
        }
    }
}
