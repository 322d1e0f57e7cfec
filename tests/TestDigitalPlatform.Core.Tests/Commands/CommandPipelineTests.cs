using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Operations;

namespace TestDigitalPlatform.Core.Tests.Commands;

public sealed class CommandPipelineTests
{
    [Fact]
    public async Task Stores_row_event_and_audit_together()
    {
        await using var service = await TaskService.Start();

        var outcome = await service.Add(new AddTask("Paint the fence"));

        outcome.Refusal.ShouldBeNull();
        (await service.Stored.Scalar<string>("select title || '/' || customer_id from task")).ShouldBe("Paint the fence/acme");
        (await service.Stored.Scalar<string>("select subject from tdp.outbox")).ShouldBe(outcome.Answer.ToString());
        (await service.Stored.Scalar<string>("select concat_ws('/', operation, actor, role, customer_id, outcome, target) from tdp.audit"))
            .ShouldBe($"AddTask/ann/customerUser/acme/accepted/{outcome.Answer}");
    }

    [Fact]
    public async Task Writes_a_refusal_down_and_nothing_else()
    {
        await using var service = await TaskService.Start();
        var id = (await service.Add(new AddTask("Once"))).Answer;
        await service.Finish(new FinishTask(id));

        var again = await service.Finish(new FinishTask(id));

        again.Refusal.ShouldBe(FinishTaskHandler.DoneBefore);
        (await service.Stored.Scalar<long>("select version from task")).ShouldBe(2);
        (await service.Stored.Scalar<string>("select reason from tdp.audit where outcome = 'refused'")).ShouldBe("tasks.done_before");
    }

    [Fact]
    public async Task Answers_with_the_teams_refusal_when_a_unique_constraint_forbids_a_row()
    {
        await using var service = await TaskService.Start();
        await service.Add(new AddTask("Same"));

        var second = await service.Add(new AddTask("Same"));

        second.Refusal.ShouldBe(AddTaskHandler.Taken);
        (await service.Stored.Scalar<long>("select count(*) from tdp.outbox")).ShouldBe(1);
        (await service.Stored.Scalar<long>("select count(*) from tdp.audit where outcome = 'refused'")).ShouldBe(1);
    }

    [Fact]
    public async Task Gives_another_customers_row_no_chance_to_be_found()
    {
        await using var service = await TaskService.Start();
        var id = (await service.Add(new AddTask("Ours"))).Answer;

        var outcome = await service.Finish(new FinishTask(id), TaskService.Globex);

        outcome.Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
        (await service.Finish(new FinishTask(id), TaskService.Platform)).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Lets_one_of_many_win_a_race_and_the_others_decide_again()
    {
        await using var service = await TaskService.Start();
        var id = (await service.Add(new AddTask("Contended"))).Answer;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => service.Finish(new FinishTask(id))));

        outcomes.Count(o => o.Refusal is null).ShouldBe(1);
        outcomes.Count(o => o.Refusal == FinishTaskHandler.DoneBefore).ShouldBe(19);
        (await service.Stored.Scalar<long>("select version from task")).ShouldBe(2);
    }

    [Fact]
    public async Task Refuses_what_was_decided_on_another_version()
    {
        await using var service = await TaskService.Start();
        var id = (await service.Add(new AddTask("Versioned"))).Answer;

        (await service.Finish(new FinishTask(id), ifMatch: new VersionCondition([7]))).Refusal.ShouldBe(VersionCondition.NotMet);
        (await service.Finish(new FinishTask(id), ifMatch: new VersionCondition([1]))).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Takes_no_version_of_what_has_none()
    {
        await using var service = await TaskService.Start();
        var call = new CommandCall(TaskService.Operations.Add, TaskService.Acme, IfMatch: new VersionCondition([1]));

        var outcome = await service.Commands.Run(
            BlindCommand<AddTaskHandler, AddTask, Guid>.Instance, new AddTask("Unversioned"), call, default);

        outcome.Refusal.ShouldBe(VersionCondition.NotMet);
    }
}
