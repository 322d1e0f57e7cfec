namespace TestDigitalPlatform;

/// <summary>A transition of an instance of a process as it is stored.</summary>
/// <remarks>It is also the first row of its decision: a statement for itself, for when it can't be stored with those of others.</remarks>
/// <param name="Instance">The instance.</param>
/// <param name="Process">The process's name.</param>
/// <param name="Key">What the process finds the instance by.</param>
/// <param name="Customer">Whose it is.</param>
/// <param name="Version">The version that the transition was decided on; 0 for an instance that has never begun.</param>
/// <param name="State">The name of the next state.</param>
/// <param name="WakeAt">When it wants to be woken.</param>
/// <param name="Ends">Whether the instance ends.</param>
/// <param name="Begins">Whether it begins, or begins anew.</param>
/// <param name="At">The time of the transition.</param>
/// <param name="Message">The name of the message that led to it.</param>
/// <param name="Ordered">The types of the commands and calls that it orders.</param>
internal sealed record InstanceMove(
    Guid Instance, string Process, string Key, string? Customer, long Version, string State, DateTimeOffset? WakeAt, bool Ends,
    bool Begins, DateTimeOffset At, string Message, string[] Ordered)
{
    /// <summary>The statement that stores it by itself, in the isolation of the customer.</summary>
    /// <param name="body">The next state, in JSON.</param>
    internal Sql Row<TBody>(TBody body) =>
        $"""
        select tdp.move_process({Instance}, {Process}, {Key}, {Customer}, {Version},
        {State}, {body}, {WakeAt}, {Ends}, {Begins}, {At},
        {Message}, {Ordered})
        """;
}
