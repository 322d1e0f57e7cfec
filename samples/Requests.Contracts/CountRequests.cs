using Requests.Contracts.Events;

namespace Requests.Contracts;

/// <summary>Counts requests by their state: a customer's people the customer's, Platform Administrators all.</summary>
[Get("/requests/counts"), Allow(Role.CustomerUser, Role.CustomerAdministrator, Role.PlatformAdministrator)]
[Cached(
    typeof(RequestSubmitted), typeof(RequestAttended), typeof(RequestResolved), typeof(RequestRejected),
    typeof(RequestReopened), typeof(RequestEscalated), typeof(TechnicalIssueResolved))]
public sealed record CountRequests : IQuery<RequestCounts>;

/// <summary>How many requests are in each state.</summary>
/// <param name="Open">All that are not closed: submitted, attending and escalated. <example>24</example></param>
/// <param name="Submitted">The number of submitted requests. <example>12</example></param>
/// <param name="Attending">The number of requests in progress. <example>10</example></param>
/// <param name="Escalated">Those that wait for a technical issue. <example>2</example></param>
/// <param name="Resolved">Those that are done. <example>182</example></param>
/// <param name="Rejected">Those that will not be done. <example>44</example></param>
public sealed record RequestCounts(int Open, int Submitted, int Attending, int Escalated, int Resolved, int Rejected);
