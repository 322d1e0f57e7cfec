namespace TestDigitalPlatform.Maintenance;

/// <summary>Gets a message that could not be handled, with all that is known of it.</summary>
/// <param name="Message">The message.</param>
[Get("/platform/failed-messages/{message}"), Allow(Role.PlatformMaintenance)]
public sealed record GetFailedMessage(Guid Message) : IQuery<FailedMessage>;

/// <summary>A message that could not be handled, as a whole.</summary>
/// <param name="Id">The message.</param>
/// <param name="Type">Its event's name on the wire.</param>
/// <param name="Source">The service that told it.</param>
/// <param name="Key">What its order is kept within.</param>
/// <param name="Number">Its place within the key.</param>
/// <param name="CustomerId">Whose it is.</param>
/// <param name="TraceParent">The span that sent it (W3C Trace Context).</param>
/// <param name="SentAt">When it was told.</param>
/// <param name="FirstHeldAt">When it failed for the first time, or began to wait.</param>
/// <param name="HeldAt">When it failed for the last time.</param>
/// <param name="Attempts">How often it was tried again later.</param>
/// <param name="Cause">Why it failed: a refusal's code, an exception's type.</param>
/// <param name="Error">What the handler or the platform said, with the stack of an exception; at most 16,384
/// characters.</param>
/// <param name="Body">The event as JSON; as much of it as can be read as text.</param>
/// <param name="EditedFrom">The message that this one is an edited copy of.</param>
/// <param name="Behind">How many later messages of its key wait for it.</param>
/// <param name="Headers">Its other headers, as a JSON object of texts; at most 100 and 32,768 bytes.</param>
public sealed record FailedMessage(
    Guid Id, string Type, string Source, string? Key, long Number, string? CustomerId, string? TraceParent,
    DateTimeOffset SentAt, DateTimeOffset FirstHeldAt, DateTimeOffset HeldAt, int Attempts, string Cause, string Error,
    string Body, Guid? EditedFrom, long Behind, string Headers);
