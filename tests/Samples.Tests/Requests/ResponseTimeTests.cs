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
    public void Escalates_later_while_its_customer_is_suspended()
    {
        var run = Submitted(Priority.Urgent);
        run.Advance(TimeSpan.FromHours(1));

        run.Refuse(global::Requests.Request.Paused).ShouldBeTrue();
        run.Sent.Count.ShouldBe(1);
        run.Advance(TimeSpan.FromHours(6));

        run.Sent.Count.ShouldBe(2);
        run.Sent[1].ShouldBe(run.Sent[0]);
    }

    [Fact]
    public void Is_over_when_it_was_rejected_in_the_same_moment()
    {
        var run = Submitted(Priority.Urgent);
        run.Advance(TimeSpan.FromHours(1));

        run.Refuse(global::Requests.Request.NotPossibleNow).ShouldBeTrue();

        run.State.ShouldBeNull();
    }

    private static ProcessRun<ResponseTime, Response> Submitted(Priority priority)
    {
        var run = new ProcessRun<ResponseTime, Response>(Given.Now);
        run.On(new RequestSubmitted(Request, Acme, "Broken", priority, Ann, Given.Now));
        return run;
    }
}
