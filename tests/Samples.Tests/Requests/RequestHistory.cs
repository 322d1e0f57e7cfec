using Requests;
using Requests.Contracts;
using Requests.Contracts.Events;

namespace Samples.Tests.Requests;

/// <summary>Plays commands against a request and believes only what the events say, as another service would.</summary>
internal sealed class RequestHistory
{
    private DateTimeOffset now = Given.Now;
    private IssueStatus? issue;

    public Request Request { get; private set; } = RequestsGiven.A(RequestStatus.Submitted);

    public int OpenCount { get; private set; } = 1;

    public bool HasOpenIssue => issue is IssueStatus.Open;

    /// <summary>Takes one step; returns what of it can't be right.</summary>
    public string? Play(Step step)
    {
        now = now.AddDays(step.DaysLater);
        return step.What switch
        {
            What.Comment => Apply(CommentOnRequestHandler.Decide(new(Request.Id, "Hm."), Request, By(step))),
            What.Assign => Apply(AssignRequestHandler.Decide(new(Request.Id, Given.Ann), Request, By(step))),
            What.Attend => Apply(StartAttendingHandler.Decide(new(Request.Id), Request, By(step))),
            What.Resolve => Apply(ResolveRequestHandler.Decide(new(Request.Id, "Done."), Request, By(step))),
            What.Reject => Apply(RejectRequestHandler.Decide(new(Request.Id, "No."), Request, By(step))),
            What.Reopen => Apply(ReopenRequestHandler.Decide(
                new(Request.Id, "Again."), new Reopening(Request, new CustomerAccount(1, OpenCount)), By(step))),
            What.Escalate => Apply(EscalateRequestHandler.Decide(
                new(Request.Id, "Broken", "See log.", IssueSeverity.Minor), Request, By(step))),
            What.Mend when issue is { } status => Apply(ResolveTechnicalIssueHandler.Decide(
                new(RequestsGiven.IssueId, "Mended."),
                new IssueOfRequest(new TechnicalIssue(RequestsGiven.IssueId, status, 1), Request),
                By(step))),
            _ => null,
        };
    }

    private CommandContext By(Step step) => Given.By(step.User, step.Role, now);

    private string? Apply<T>(Decision<T> decision)
    {
        if (decision.Refusal is not null)
            return decision.Rows.Count + decision.Events.Count == 0 ? null : "A refusal stores or tells something.";
        if (decision.Events is not [var told])
            return "An accepted command tells exactly one thing.";

        var before = Request.Version;
        OpenCount += (decision.CountsOneMore() ? 1 : 0) - (decision.CountsOneLess() ? 1 : 0);
        Request = After(told) with { Version = before + 1 };
        return WhatIsStoredOtherwise(decision, told, before);
    }

    private string? WhatIsStoredOtherwise<T>(Decision<T> decision, IEvent told, long before)
    {
        var row = decision.Rows.Index()
            .Single(row => row.Item.Sql.Text.StartsWith("update request", StringComparison.Ordinal)).Index;
        if (!Equals(decision.Value(row, "version"), before))
            return "The update is not bound to the version that was read.";
        object?[] expected =
            [RequestsGiven.JsonName(Request.Status), Request.Assignee?.Value, Request.ClosedAt?.UtcDateTime];
        return decision.Values(row, "status", "assignee", "closed_at").SequenceEqual(expected)
            ? null
            : $"{told.GetType().Name} tells something else than what is stored.";
    }

    private Request After(IEvent told)
    {
        issue = told switch
        {
            RequestEscalated => IssueStatus.Open,
            TechnicalIssueResolved => IssueStatus.Resolved,
            _ => issue,
        };
        return told switch
        {
            RequestCommented => Request with { CommentCount = Request.CommentCount + 1 },
            RequestAssigned assigned => Request with { Assignee = assigned.Assignee },
            RequestAttended attended =>
                Request with { Status = RequestStatus.Attending, Assignee = attended.AttendedBy },
            RequestResolved resolved => Request with { Status = RequestStatus.Resolved, ClosedAt = resolved.At },
            RequestRejected rejected => Request with { Status = RequestStatus.Rejected, ClosedAt = rejected.At },
            RequestReopened => Request with { Status = RequestStatus.Submitted, Assignee = null, ClosedAt = null },
            RequestEscalated => Request with { Status = RequestStatus.Escalated },
            TechnicalIssueResolved => Request with { Status = RequestStatus.Attending },
            _ => throw new ArgumentOutOfRangeException(nameof(told), told, "An event that the history does not know."),
        };
    }

    internal enum What
    {
        Comment,
        Assign,
        Attend,
        Resolve,
        Reject,
        Reopen,
        Escalate,
        Mend,
    }

    internal sealed record Step(What What, UserId User, Role Role, int DaysLater);
}
