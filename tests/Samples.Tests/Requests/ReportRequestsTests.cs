using Requests;
using Requests.Contracts;

namespace Samples.Tests.Requests;

public sealed class ReportRequestsTests
{
    [Fact]
    public void Names_the_groups_that_were_asked_for()
    {
        IDictionary<string, object?>[] fetched =
        [
            new Dictionary<string, object?> { ["month"] = "2026-11", ["assignee"] = null, ["requests"] = 3L, ["hours_to_close"] = 1.5m },
        ];

        var report = ReportRequestsHandler.Process(
            new(ReportGroup.Month) { ThenBy = ReportGroup.Assignee }, fetched, new QueryContext(null, Given.Now));

        var row = report.Rows.ShouldHaveSingleItem();
        row.Groups.ShouldBe(new Dictionary<string, string?> { ["month"] = "2026-11", ["assignee"] = null });
        (row.Requests, row.HoursToClose).ShouldBe((3L, 1.5m));
    }
}
