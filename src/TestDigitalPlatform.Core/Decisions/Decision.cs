namespace TestDigitalPlatform;

/// <summary>Creates decisions.</summary>
public static class Decision
{
    /// <summary>Accepts the command with this answer. Add rows with <c>Insert</c>, <c>Change</c> or <c>ChangeAny</c>,
    /// events with <c>Notify</c>.</summary>
    public static Decision<TAnswer> Accept<TAnswer>(TAnswer answer) => new(answer);

    /// <summary>Accepts the command without an answer.</summary>
    public static Decision<Nothing> Accept() => new(default(Nothing));

    /// <summary>Refuses the command.</summary>
    public static Refused Refuse(Refusal refusal) => new(refusal);
}

/// <summary>A refusal, which converts to a decision with any answer.</summary>
/// <param name="Refusal">The refusal.</param>
public readonly record struct Refused(Refusal Refusal);
