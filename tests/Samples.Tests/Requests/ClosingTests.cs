using Requests;
using Requests.Contracts;
using Requests.Contracts.Events;

namespace Samples.Tests.Requests;

public sealed class ClosingTests
{
    [Fact]
    public void Resolves_a_request_that_is_attended_to()
    {
        var decision = Resolve(RequestsGiven.A(RequestStatus.Attending));

        decision.ShouldStoreStatus(RequestStatus.Resolved);
        decision.Values(1, "kind", "text").ShouldBe(["resolution", "Sent again."]);
        decision.CountsOneLess().ShouldBeTrue();
        decision.Events.ShouldHaveSingleItem().ShouldBe(
            new RequestResolved(RequestsGiven.Id, Given.Acme, Given.Ann, Given.Bob, Given.Now));
    }

    [Theory]
    [InlineData(RequestStatus.Submitted)]
    [InlineData(RequestStatus.Escalated)]
    [InlineData(RequestStatus.Resolved)]
    [InlineData(RequestStatus.Rejected)]
    public void Resolves_nothing_that_nobody_attends_to(RequestStatus status) =>
        Resolve(RequestsGiven.A(status)).Refusal.ShouldBe(Request.NotPossibleNow);

    [Theory]
    [InlineData(RequestStatus.Submitted)]
    [InlineData(RequestStatus.Attending)]
    public void Rejects_a_request_with_a_reason(RequestStatus status)
    {
        var decision = Reject(RequestsGiven.A(status));

        decision.ShouldStoreStatus(RequestStatus.Rejected);
        decision.Values(1, "kind", "text").ShouldBe(["rejection", "Asked before."]);
        decision.CountsOneLess().ShouldBeTrue();
        decision.Events.ShouldHaveSingleItem().ShouldBe(
            new RequestRejected(RequestsGiven.Id, Given.Acme, Given.Ann, Given.Bob, Given.Now));
    }

    [Theory]
    [InlineData(RequestStatus.Escalated)]
    [InlineData(RequestStatus.Resolved)]
    [InlineData(RequestStatus.Rejected)]
    public void Rejects_nothing_that_waits_for_an_issue_or_is_closed(RequestStatus status) =>
        Reject(RequestsGiven.A(status)).Refusal.ShouldBe(Request.NotPossibleNow);

    private static Decision<Nothing> Resolve(Request request) =>
        ResolveRequestHandler.Decide(new ResolveRequest(request.Id, "Sent again."), request, Given.ByAdministrator());

    private static Decision<Nothing> Reject(Request request) =>
        RejectRequestHandler.Decide(new RejectRequest(request.Id, "Asked before."), request, Given.ByAdministrator());
}
