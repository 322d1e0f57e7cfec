using Requests.Contracts.Events;

namespace Requests;

/// <summary>Where a request stands that somebody has to attend to in time.</summary>
internal abstract record Response
{
    /// <summary>Nobody has attended to it, and there is time.</summary>
    internal sealed record Waiting(RequestId Request, CustomerId Customer, string Title, Priority Priority, DateTimeOffset DueAt)
        : Response;

    /// <summary>Half of the time is over, and a warning has been published.</summary>
    internal sealed record Delayed(RequestId Request, string Title, Priority Priority, DateTimeOffset DueAt) : Response;

    /// <summary>The time is over, and it is being escalated.</summary>
    internal sealed record Late(RequestId Request, string Title = "Late request", Priority Priority = Priority.Normal) : Response;

    /// <summary>It can't be escalated yet, because its customer is suspended.</summary>
    internal sealed record OnHold(RequestId Request, string Title, Priority Priority) : Response;
}

/// <summary>Sees to it that somebody attends to each request in time: warns at half of the time, and escalates at its end.</summary>
[ServiceIdentity("response-time", Role.PlatformAdministrator, typeof(EscalateRequest))]
internal sealed class ResponseTime : IProcess<Response>,
    IOn<RequestSubmitted>, IOn<RequestAttended>, IOn<RequestRejected>, IOn<RequestEscalated>
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(6);

    public static Transition<Response> Next(Response? state, object message, ProcessContext context) => (state, message) switch
    {
        (null, RequestSubmitted submitted) => Wait(submitted),

        (Response.Waiting waiting, TimeIsUp) => new(
            new Response.Delayed(waiting.Request, waiting.Title, waiting.Priority, waiting.DueAt),
            WakeAt: waiting.DueAt,
            Notify: [new RequestDelayed(waiting.Request, waiting.Customer, waiting.Title, waiting.DueAt, context.Now)]),

        (Response.Delayed delayed, TimeIsUp) => Escalate(new Response.Late(delayed.Request, delayed.Title, delayed.Priority)),

        // While its customer is suspended, nobody works on it.
        (Response.Late late, CommandRefused { Refusal: var refusal }) when refusal.Code == Request.Paused.Code =>
            new(new Response.OnHold(late.Request, late.Title, late.Priority), WakeAt: context.Now + Pause),

        (Response.OnHold held, TimeIsUp) => Escalate(new Response.Late(held.Request, held.Title, held.Priority)),

        // It was rejected in the same moment.
        (Response.Late late, CommandRefused) => new(late, Complete: true),

        ({ } any, RequestAttended or RequestRejected or RequestEscalated) => new(any, Complete: true),

        // What comes twice, or after the end.
        _ => new(state),
    };

    private static Transition<Response> Escalate(Response.Late late) => new(
        late,
        Send: [new EscalateRequest(
            late.Request, late.Title, "Nobody has attended to the request in time.", SeverityOf(late.Priority))]);

    /// <summary>How soon somebody has to attend to a request.</summary>
    internal static TimeSpan Of(Priority priority) => priority switch
    {
        Priority.Urgent => TimeSpan.FromHours(1),
        Priority.High => TimeSpan.FromHours(4),
        Priority.Normal => TimeSpan.FromDays(1),
        _ => TimeSpan.FromDays(3),
    };

    private static Transition<Response> Wait(RequestSubmitted submitted)
    {
        var time = Of(submitted.Priority);
        return new(
            new Response.Waiting(
                submitted.Request, submitted.Customer, submitted.Title, submitted.Priority, submitted.At + time),
            WakeAt: submitted.At + (time / 2));
    }

    private static IssueSeverity SeverityOf(Priority priority) =>
        priority is Priority.Urgent ? IssueSeverity.Critical : IssueSeverity.Major;
}
