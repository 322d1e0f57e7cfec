using Requests;
using Requests.Contracts;

namespace Samples.Tests.Requests;

public sealed class RequestQueriesTests
{
    private static readonly QueryContext Context = new(Given.ByUser().Caller, Given.Now);

    [Fact]
    public void Counts_states_that_no_request_is_in_as_zero()
    {
        StatusCount[] fetched =
            [new(RequestStatus.Submitted, 4), new(RequestStatus.Escalated, 1), new(RequestStatus.Rejected, 9)];

        var counts = CountRequestsHandler.Process(new CountRequests(), fetched, Context);

        counts.ShouldBe(new RequestCounts(Open: 5, Submitted: 4, Attending: 0, Escalated: 1, Resolved: 0, Rejected: 9));
    }

    [Fact]
    public void Says_until_when_a_closed_request_can_be_reopened()
    {
        var details = GetRequestHandler.Process(new(RequestsGiven.Id), Fetched(closedAt: Given.Now), Context);

        details.ReopenableUntil.ShouldBe(Given.Now.AddDays(14));
        details.TechnicalIssue.ShouldBe(new LinkedIssue(RequestsGiven.IssueId, IssueStatus.Resolved));
    }

    [Fact]
    public void Says_nothing_of_reopening_while_a_request_is_open() =>
        GetRequestHandler.Process(new(RequestsGiven.Id), Fetched(closedAt: null), Context)
            .ReopenableUntil.ShouldBeNull();

    private static RequestWithComments Fetched(DateTimeOffset? closedAt) => new(
        new RequestRow(
            RequestsGiven.Id,
            Given.Acme,
            "Invoice missing",
            "March.",
            closedAt is null ? RequestStatus.Attending : RequestStatus.Resolved,
            Priority.Normal,
            Given.Ann,
            Given.Now.AddDays(-1),
            Given.Bob,
            closedAt,
            RequestsGiven.IssueId,
            IssueStatus.Resolved,
            Version: 3),
        Comments: []);
}
