using FsCheck;
using FsCheck.Fluent;
using Requests;
using Requests.Contracts;
using Requests.Contracts.Events;
using TestDigitalPlatform.Testing;

namespace Samples.Tests.Requests;

public sealed class ResponseTimeTests
{
    private static readonly RequestId Request = new(Guid.Parse("0190f6e2-1111-7000-8000-000000000001"));
    private static readonly CustomerId Acme = CustomerId.Parse("acme");
    private static readonly UserId Ann = UserId.Parse("ann");

    [Fact]
    public void Warns_at_half_of_the_time_and_escalates_at_its_end()
    {
        var run = Submitted(Priority.High);

        run.Advance(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        run.Events.ShouldBeEmpty();
        run.Advance(TimeSpan.FromSeconds(1));
        run.Events.ShouldHaveSingleItem().ShouldBe(
            new RequestDelayed(Request, Acme, "Broken", Given.Now.AddHours(4), Given.Now.AddHours(2)));
        run.Sent.ShouldBeEmpty();
        run.Advance(TimeSpan.FromHours(2));

        run.Sent.ShouldHaveSingleItem().ShouldBe(new EscalateRequest(
            Request, "Broken", "Nobody has attended to the request in time.", IssueSeverity.Major));
        run.On(new RequestEscalated(
            Request, Acme, new TechnicalIssueId(Guid.NewGuid()), IssueSeverity.Major, Ann, run.Now));
        run.State.ShouldBeNull();
    }

    [Theory]
    [InlineData(Priority.Low)]
    [InlineData(Priority.Urgent)]
    public void Is_over_when_somebody_attends_in_time(Priority priority)
    {
        var run = Submitted(priority);
        run.Advance(ResponseTime.Of(priority) * 0.9);

        run.On(new RequestAttended(Request, Acme, Ann, Ann, run.Now));
        run.Advance(TimeSpan.FromDays(30));

        run.State.ShouldBeNull();
        run.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void Is_over_when_it_was_rejected_in_the_same_moment()
    {
        var run = Submitted(Priority.Urgent);
        run.Advance(TimeSpan.FromHours(1));

        run.On(new CommandRefused(run.Sent.Single(), global::Requests.Request.NotPossibleNow)).ShouldBeTrue();

        run.State.ShouldBeNull();
    }

    // Whatever comes, and however often and in which order.
    [Fact]
    public void Escalates_a_request_once_at_most_and_is_always_over_in_the_end() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(
            ArbMap.Default.ArbFor<int[]>(),
            steps =>
            {
                var run = Submitted(Priority.Normal);
                foreach (var step in steps)
                    Take(run, Math.Abs(step % 7));
                run.Advance(TimeSpan.FromDays(30));
                run.On(new RequestAttended(Request, Acme, Ann, Ann, run.Now));
                return run.State is null && run.WakeAt is null && run.Sent.Count <= 1 + steps.Count(s => Math.Abs(s % 7) == 0);
            }));

    private static void Take(ProcessRun<ResponseTime, Response> run, int step)
    {
        switch (step)
        {
            case 0: run.On(new RequestSubmitted(Request, Acme, "Broken", Priority.Normal, Ann, run.Now)); break;
            case 1: run.On(new RequestAttended(Request, Acme, Ann, Ann, run.Now)); break;
            case 2: run.On(new RequestRejected(Request, Acme, Ann, Ann, run.Now)); break;
            case 3 when run.Sent.Count > 0: run.On(new CommandRefused(run.Sent[^1], global::Requests.Request.NotPossibleNow)); break;
            case 4 when run.Sent.Count > 0: run.On(new CommandSucceeded(run.Sent[^1], null)); break;
            case 5: run.On(new TimeIsUp(run.Now)); break;
            default: run.Advance(TimeSpan.FromHours(5)); break;
        }
    }

    private static ProcessRun<ResponseTime, Response> Submitted(Priority priority)
    {
        var run = new ProcessRun<ResponseTime, Response>(Given.Now);
        run.On(new RequestSubmitted(Request, Acme, "Broken", priority, Ann, Given.Now));
        return run;
    }
}
