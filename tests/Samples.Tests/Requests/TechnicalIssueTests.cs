using Requests;
using Requests.Contracts;
using Requests.Contracts.Events;

namespace Samples.Tests.Requests;

public sealed class TechnicalIssueTests
{
    [Theory]
    [InlineData(RequestStatus.Submitted)]
    [InlineData(RequestStatus.Attending)]
    public void Escalates_a_request_that_is_open(RequestStatus status)
    {
        var decision = Escalate(RequestsGiven.A(status));

        decision.ShouldStoreStatus(RequestStatus.Escalated);
        decision.Values(1, "id", "request_id", "customer_id", "title", "severity", "status", "created_by").ShouldBe(
            [decision.Answer.Id.Value, RequestsGiven.Id.Value, "acme", "Twice", "major", "open", "pia"]);
        decision.Events.ShouldHaveSingleItem().ShouldBe(new RequestEscalated(
            RequestsGiven.Id, Given.Acme, decision.Answer.Id, IssueSeverity.Major, UserId.Parse("pia"), Given.Now));
    }

    [Theory]
    [InlineData(RequestStatus.Escalated)]
    [InlineData(RequestStatus.Resolved)]
    [InlineData(RequestStatus.Rejected)]
    public void Escalates_nothing_that_is_closed_or_escalated(RequestStatus status) =>
        Escalate(RequestsGiven.A(status)).Refusal.ShouldBe(Request.NotPossibleNow);

    [Fact]
    public void Hands_the_request_back_when_the_issue_is_resolved()
    {
        var decision = Mend(IssueStatus.Open, RequestStatus.Escalated);

        decision.Values(0, "status", "resolution", "version").ShouldBe(["resolved", "Matched by reference.", 3L]);
        decision.Values(1, "status", "assignee").ShouldBe(["attending", "bob"]);
        decision.Events.ShouldHaveSingleItem().ShouldBe(new TechnicalIssueResolved(
            RequestsGiven.Id, Given.Acme, RequestsGiven.IssueId, Given.Bob, UserId.Parse("max"), Given.Now));
    }

    [Fact]
    public void Resolves_an_issue_once() =>
        Mend(IssueStatus.Resolved, RequestStatus.Attending)
            .Refusal.ShouldBe(ResolveTechnicalIssueHandler.AlreadyResolved);

    private static Decision<TechnicalIssueReceipt> Escalate(Request request) => EscalateRequestHandler.Decide(
        new EscalateRequest(request.Id, "Twice", "Two payments.", IssueSeverity.Major), request, Given.ByPlatform());

    private static Decision<Nothing> Mend(IssueStatus issue, RequestStatus request)
    {
        var state = new IssueOfRequest(
            new TechnicalIssue(RequestsGiven.IssueId, issue, Version: 3),
            RequestsGiven.A(request, assignee: Given.Bob));
        return ResolveTechnicalIssueHandler.Decide(
            new ResolveTechnicalIssue(RequestsGiven.IssueId, "Matched by reference."),
            state,
            Given.By(UserId.Parse("max"), Role.PlatformMaintenance));
    }
}
