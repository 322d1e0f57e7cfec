namespace Requests.Contracts;

/// <summary>
/// Begins to work on a submitted request, which becomes <c>attending</c> and the caller's own if it was nobody's.
/// </summary>
/// <remarks>
/// Refused with <c>requests.not_possible_now</c> unless the request is <c>submitted</c>, and with
/// <c>requests.assigned_to_another</c> when it is somebody else's: assign it to yourself first. Refused with
/// <c>requests.paused</c> while its customer is suspended.
/// </remarks>
/// <param name="Request">The request.</param>
[Post("/requests/{request}/attendance"), Allow(Role.CustomerAdministrator, Role.PlatformAdministrator)]
public sealed record StartAttending(RequestId Request) : ICommand;
