namespace Requests.Contracts;

/// <summary>Submits a request. It is <c>submitted</c> until work on it starts.</summary>
/// <remarks>Refused with <c>requests.too_many_open</c> when the customer's plan allows no more open requests.</remarks>
/// <param name="Title">The title of the request. <example>The invoice for March is missing</example></param>
/// <param name="Description">
/// A complete description of the request.
/// <example>The list of invoices ends in February, although the payment for March went through on the 2nd.</example>
/// </param>
/// <param name="Priority">How soon it should be attended; <c>normal</c> when left out.</param>
[Post("/requests"), Allow(Role.CustomerUser, Role.CustomerAdministrator)]
public sealed record SubmitRequest(
    [Required, Length(1, 200)] string Title,
    [Required, Length(1, 10_000)] string Description,
    Priority Priority = Priority.Normal) : ICommand<RequestReceipt>;

/// <summary>Confirms that a request was submitted.</summary>
/// <param name="Id">The new request.</param>
public sealed record RequestReceipt(RequestId Id);
