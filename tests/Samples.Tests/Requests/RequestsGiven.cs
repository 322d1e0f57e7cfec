using Requests;
using Requests.Contracts;

namespace Samples.Tests.Requests;

/// <summary>Requests in the states that rules are about.</summary>
internal static class RequestsGiven
{
    public static readonly RequestId Id = RequestId.From(Guid.Parse("019b76a3-0000-7000-8000-000000000001"));

    public static readonly TechnicalIssueId IssueId =
        TechnicalIssueId.From(Guid.Parse("019b76a3-0000-7000-8000-000000000002"));

    /// <summary>A request of Ann's that nobody is assigned to; one that is closed was closed an hour ago.</summary>
    public static Request A(RequestStatus status, UserId? assignee = null) => new(
        Id,
        Given.Acme,
        status,
        Given.Ann,
        assignee,
        ClosedAt: status.IsOpen() ? null : Given.Now.AddHours(-1),
        CommentCount: 0,
        Version: 7);

    public static CustomerAccount Account(int maxOpen = 3, int open = 0) => new(maxOpen, open);

    public static void ShouldStoreStatus<T>(this Decision<T> decision, RequestStatus status) =>
        decision.Value(0, "status").ShouldBe(JsonName(status));

    public static bool CountsOneMore<T>(this Decision<T> decision) =>
        decision.Rows.Any(row => row.Sql.Text.Contains("insert into customer_account", StringComparison.Ordinal));

    public static bool CountsOneLess<T>(this Decision<T> decision) =>
        decision.Rows.Any(row => row.Sql.Text.Contains("open_count - 1", StringComparison.Ordinal));

    public static string JsonName<TEnum>(TEnum value)
        where TEnum : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
