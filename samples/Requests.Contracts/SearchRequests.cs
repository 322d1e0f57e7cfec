namespace Requests.Contracts;

/// <summary>Finds requests by the words of their title and description, newest first.</summary>
[Get("/requests/search"), Allow(Role.CustomerUser, Role.CustomerAdministrator, Role.PlatformAdministrator)]
[Sortable("submittedAt", Default = "-submittedAt")]
public sealed record SearchRequests : PageQuery<RequestSummary>
{
    /// <summary>
    /// The words to find, in any form: <c>invoice</c> finds <c>invoices</c>. <c>"two words"</c> keeps them together,
    /// <c>or</c> allows either, <c>-word</c> leaves requests out that hold it.
    /// <example>missing invoice -march</example>
    /// </summary>
    [Required, Length(2, 200)] public required string Text { get; init; }

    /// <summary>Only requests in one of these states.</summary>
    [Filter] public Filter<RequestStatus> Status { get; init; }
}
