[Id]
public readonly partial record struct RequestId(Guid Value);

public enum Priority
{
    Normal,
    High,
}

internal sealed record Account(int MaxOpen, int OpenCount, long Version);

public sealed record RequestSubmitted(RequestId Request, Priority Priority) : IEvent
{
    string IEvent.Subject => Request.ToString();
}
