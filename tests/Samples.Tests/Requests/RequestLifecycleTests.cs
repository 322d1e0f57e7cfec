using Requests;
using Requests.Contracts;
using static Requests.Contracts.RequestStatus;
using static Requests.RequestStep;

namespace Samples.Tests.Requests;

public sealed class RequestLifecycleTests
{
    private static readonly Dictionary<(RequestStatus, RequestStep), RequestStatus> Moves = new()
    {
        [(Submitted, Attend)] = Attending,
        [(Submitted, Reject)] = Rejected,
        [(Attending, Resolve)] = Resolved,
        [(Attending, Reject)] = Rejected,
        [(Submitted, Escalate)] = Escalated,
        [(Attending, Escalate)] = Escalated,
        [(Escalated, Mend)] = Attending,
        [(Resolved, Reopen)] = Submitted,
        [(Rejected, Reopen)] = Submitted,
    };

    public static TheoryData<string, string> EveryPair => [.. from status in Enum.GetNames<RequestStatus>()
                                                              from step in Enum.GetNames<RequestStep>()
                                                              select (status, step)];

    [Theory, MemberData(nameof(EveryPair))]
    public void Allows_these_moves_and_no_others(string from, string taken)
    {
        var (status, step) = (Enum.Parse<RequestStatus>(from), Enum.Parse<RequestStep>(taken));

        var next = RequestLifecycle.Next(status, step);

        next.ShouldBe(Moves.TryGetValue((status, step), out var expected) ? expected : null);
    }

    [Fact]
    public void Notes_when_a_request_was_closed_and_forgets_it_when_it_is_reopened()
    {
        var closed = RequestsGiven.A(Attending).After(Resolve, Given.Now)!;
        closed.ClosedAt.ShouldBe(Given.Now);

        closed.After(Reopen, Given.Now.AddDays(1))!.ClosedAt.ShouldBeNull();
    }

    [Fact]
    public void Writes_only_over_the_version_that_was_read()
    {
        var update = RequestsGiven.A(Attending).Update(Given.Now);

        update.Text.ShouldContain("version = version + 1");
        update.Text.ShouldEndWith("and version = $7");
        update.Values[6].ShouldBe(7L);
    }
}
