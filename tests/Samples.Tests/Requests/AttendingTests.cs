using Requests;
using Requests.Contracts;
using Requests.Contracts.Events;

namespace Samples.Tests.Requests;

public sealed class AttendingTests
{
    [Fact]
    public void Assigns_an_open_request_in_place_of_whoever_was_before()
    {
        var request = RequestsGiven.A(RequestStatus.Attending, assignee: Given.Bob);
        var command = new AssignRequest(request.Id, UserId.Parse("eve"));

        var decision = AssignRequestHandler.Decide(command, request, Given.ByAdministrator());

        decision.Value(0, "assignee").ShouldBe("eve");
        decision.Events.ShouldHaveSingleItem().ShouldBe(
            new RequestAssigned(request.Id, Given.Acme, UserId.Parse("eve"), Given.Bob, Given.Now));
    }

    [Theory]
    [InlineData(RequestStatus.Resolved)]
    [InlineData(RequestStatus.Rejected)]
    public void Assigns_no_closed_request(RequestStatus status) =>
        AssignRequestHandler.Decide(
            new AssignRequest(RequestsGiven.Id, Given.Bob), RequestsGiven.A(status), Given.ByAdministrator())
            .Refusal.ShouldBe(Request.Closed);

    [Fact]
    public void Makes_a_request_that_was_nobodys_the_callers_own()
    {
        var decision = Attend(RequestsGiven.A(RequestStatus.Submitted));

        decision.ShouldStoreStatus(RequestStatus.Attending);
        decision.Value(0, "assignee").ShouldBe("bob");
        decision.Events.ShouldHaveSingleItem().ShouldBe(
            new RequestAttended(RequestsGiven.Id, Given.Acme, Given.Ann, Given.Bob, Given.Now));
    }

    [Fact]
    public void Starts_what_was_assigned_to_the_caller() =>
        Attend(RequestsGiven.A(RequestStatus.Submitted, assignee: Given.Bob)).Refusal.ShouldBeNull();

    [Fact]
    public void Does_not_take_a_request_from_somebody_else() =>
        Attend(RequestsGiven.A(RequestStatus.Submitted, assignee: UserId.Parse("eve")))
            .Refusal.ShouldBe(StartAttendingHandler.AssignedToAnother);

    [Theory]
    [InlineData(RequestStatus.Attending)]
    [InlineData(RequestStatus.Escalated)]
    [InlineData(RequestStatus.Resolved)]
    [InlineData(RequestStatus.Rejected)]
    public void Starts_only_what_was_just_submitted(RequestStatus status) =>
        Attend(RequestsGiven.A(status)).Refusal.ShouldBe(Request.NotPossibleNow);

    private static Decision<Nothing> Attend(Request request) =>
        StartAttendingHandler.Decide(new StartAttending(request.Id), request, Given.ByAdministrator());
}
