using static Requests.Contracts.RequestStatus;

namespace Requests;

/// <summary>What can be done to a request.</summary>
internal enum RequestStep
{
    Attend,
    Resolve,
    Reject,
    Reopen,
    Escalate,
    Mend,
}

/// <summary>Which step leads from where to where: the whole order of things is this table.</summary>
internal static class RequestLifecycle
{
    public static bool IsOpen(this RequestStatus status) => status is Submitted or Attending or Escalated;

    /// <summary>Where the step leads; <see langword="null"/> when it can't be taken from here.</summary>
    public static RequestStatus? Next(RequestStatus status, RequestStep step) => (status, step) switch
    {
        (Submitted, RequestStep.Attend) => Attending,
        (Attending, RequestStep.Resolve) => Resolved,
        (Submitted or Attending, RequestStep.Reject) => Rejected,
        (Resolved or Rejected, RequestStep.Reopen) => Submitted,
        (Submitted or Attending, RequestStep.Escalate) => Escalated,
        (Escalated, RequestStep.Mend) => Attending,

        // Whatever is not named here must not happen; in particular, an escalated request waits for its issue.
        _ => null,
    };
}
