namespace TestDigitalPlatform;

/// <summary>Handles a command without <c>Fetch</c>: one round trip to the database.</summary>
/// <typeparam name="TCommand">The command.</typeparam>
/// <typeparam name="TAnswer">Its answer; <see cref="Nothing"/> for a command without an answer.</typeparam>
public interface ICommandHandler<TCommand, TAnswer>
    where TCommand : ICommand<TAnswer>
{
    /// <summary>
    /// Says what follows from the command: a pure function. It may run again when another change came first.
    /// </summary>
    static abstract Decision<TAnswer> Decide(TCommand command, CommandContext context);
}

/// <summary>Handles a command with the current state: two round trips to the database.</summary>
/// <remarks>
/// Keep the class <c>internal sealed</c>, in one file with its SQL and its rules. Constructor parameters are injected
/// and available only to <see cref="Fetch"/>, because <see cref="Decide"/> is static.
/// </remarks>
/// <typeparam name="TCommand">The command.</typeparam>
/// <typeparam name="TState">The fetched state.</typeparam>
/// <typeparam name="TAnswer">Its answer; <see cref="Nothing"/> for a command without an answer.</typeparam>
public interface ICommandHandler<TCommand, TState, TAnswer>
    where TCommand : ICommand<TAnswer>
{
    /// <summary>
    /// Reads what the decision needs, in the caller's isolation. Changes nothing: it runs again when another change
    /// came first.
    /// </summary>
    Task<TState> Fetch(TCommand command, Db db, CancellationToken cancellationToken);

    /// <summary>Says what follows: a pure function of the command, what was fetched, and who calls when.</summary>
    /// <remarks>
    /// Takes time and new ids from the context. Its rows, events and audit entry are stored in one transaction, or not
    /// at all.
    /// </remarks>
    static abstract Decision<TAnswer> Decide(TCommand command, TState state, CommandContext context);
}
