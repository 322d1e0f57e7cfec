namespace Requests.Contracts;

/// <summary>
/// Lists requests, newest first. A customer's people see their customer's requests, Platform Administrators see all.
/// </summary>
[Get("/requests"), Export, Allow(Role.CustomerUser, Role.CustomerAdministrator, Role.PlatformAdministrator)]
[Sortable("submittedAt", "title", Default = "-submittedAt")]
public sealed record ListRequests : PageQuery<RequestSummary>
{
    /// <summary>Only requests in one of these states.</summary>
    [Filter] public Filter<RequestStatus> Status { get; init; }

    /// <summary>Only requests of one of these priorities.</summary>
    [Filter] public Filter<Priority> Priority { get; init; }

    /// <summary>Only requests of this assignee, or with <c>assignee.null=true</c> unassigned requests.</summary>
    [Filter(Operators.Equal | Operators.Null)] public Filter<UserId> Assignee { get; init; }

    /// <summary>Only requests submitted within these instants.</summary>
    [Filter(Operators.Range)] public Filter<DateTimeOffset> SubmittedAt { get; init; }

    /// <summary>Only requests with such a title.</summary>
    [Filter(Operators.Contains | Operators.StartsWith)] public Filter<string> Title { get; init; }

    /// <summary>Only requests of this customer, for Platform Administrators.</summary>
    [Filter] public Filter<CustomerId> Customer { get; init; }
}

/// <summary>A request as lists show it.</summary>
/// <param name="Id">The request.</param>
/// <param name="Customer">The customer of the request.</param>
/// <param name="Title">The title of the request. <example>The invoice for March is missing</example></param>
/// <param name="Status">The status. <example>attending</example></param>
/// <param name="Priority">The priority. <example>normal</example></param>
/// <param name="SubmittedBy">The user who submitted the request. <example>acme-user-1</example></param>
/// <param name="SubmittedAt">When it was submitted.</param>
/// <param name="Assignee">
/// The assigned user; <see langword="null"/> if nobody is assigned.
/// <example>acme-admin-1</example>
/// </param>
public sealed record RequestSummary(
    RequestId Id,
    CustomerId Customer,
    string Title,
    RequestStatus Status,
    Priority Priority,
    UserId SubmittedBy,
    DateTimeOffset SubmittedAt,
    UserId? Assignee);
