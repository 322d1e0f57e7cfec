namespace TestDigitalPlatform;

/// <summary>Sends the service's own commands and asks its own queries in process, without a request.</summary>
/// <remarks>
/// Everything that a request goes through applies: the message's limits, the customer's isolation, the audit,
/// idempotency, telemetry, and the repetition after a lost race. At most <see cref="MaxConcurrent"/> messages of a host
/// are under way at once; more of them wait, so that work in the background leaves connections for requests.
/// </remarks>
public interface IPlatformSender
{
    /// <summary>How many messages a host has under way at once, of all its senders together.</summary>
    const int MaxConcurrent = 16;

    /// <summary>Whose data the messages work on; <see langword="null"/> for no certain customer's.</summary>
    CustomerId? Customer { get; }

    /// <summary>Carries out a command, and returns its answer once everything is stored.</summary>
    /// <param name="command">The command; <typeparamref name="TAnswer"/> follows from it.</param>
    /// <param name="key">A name for this one attempt, 1 to 200 printable ASCII characters. Sent again under the same key
    /// within 24 hours, also by another node, it is done once and answered as before. Derive it from what caused the
    /// command, such as <c>reminder 2026-03-02 {request}</c>; without one a repetition is done again.</param>
    /// <param name="cancellationToken">Gives up waiting to begin; once begun, a command runs to its end.</param>
    /// <exception cref="RefusedException">The command was refused, by its rules or by the platform.</exception>
    /// <exception cref="InvalidInputException">A part of the command breaks its limits; nothing was done.</exception>
    /// <exception cref="PlatformException">TDP0361: the sender's service identity has not declared the
    /// command.</exception>
    Task<TAnswer> Send<TAnswer>(
        ICommand<TAnswer> command, string? key = null, CancellationToken cancellationToken = default);

    /// <summary>Answers a query; from the database, not from answers that <c>[Cached]</c> keeps.</summary>
    /// <param name="query">The query; <typeparamref name="TAnswer"/> follows from it.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="RefusedException">The query was refused, such as with <c>not_found</c>.</exception>
    /// <exception cref="InvalidInputException">A part of the query breaks its limits.</exception>
    /// <exception cref="PlatformException">TDP0361: the sender's service identity has not declared the
    /// query.</exception>
    Task<TAnswer> Query<TAnswer>(IQuery<TAnswer> query, CancellationToken cancellationToken = default);

    /// <summary>The settings in force for <see cref="Customer"/>, or else for the platform.</summary>
    /// <typeparam name="TSettings">A record with <see cref="SettingsAttribute"/>.</typeparam>
    /// <exception cref="InvalidOperationException">The service has no <see cref="SettingsHandler{TGet, TChange,
    /// TSettings}"/> for them.</exception>
    Task<TSettings> Settings<TSettings>(CancellationToken cancellationToken = default)
        where TSettings : class, new();
}

/// <summary>Sends messages as the service identity that a class declares; inject it into a hosted service.</summary>
/// <remarks>
/// By itself it is for no certain customer: an identity with a platform's role then sees all customers' rows, one with a
/// customer's role none. The class is looked at when the sender is made, which is at the host's start for a hosted
/// service.
/// </remarks>
/// <typeparam name="TWorker">The class with the <see cref="ServiceIdentityAttribute"/>: the one that takes the
/// sender.</typeparam>
public interface IPlatformSender<TWorker> : IPlatformSender
{
    /// <summary>A sender for one customer: its messages see and change that customer's rows alone.</summary>
    IPlatformSender For(CustomerId customer);

    /// <summary>Does something for each customer that has rows in this service's database.</summary>
    /// <remarks>
    /// <para>Customers come in the order of their names, some at a time and without an open transaction, so there may be
    /// any number of them. One that is added meanwhile may be missed.</para>
    /// <para>What fails for one customer is logged (events 1400 and 1401) and does not keep the others from their turn;
    /// a database that can't be reached ends the run early (event 1402). Each node of the service does the same, so give
    /// commands a key.</para>
    /// </remarks>
    /// <param name="work">What to do with the customer's sender.</param>
    /// <param name="atOnce">For how many customers it is done at once, from 1 to
    /// <see cref="IPlatformSender.MaxConcurrent"/>.</param>
    /// <param name="cancellationToken">Ends the run; customers under way are told so too.</param>
    /// <returns>How it went; never an exception of the work.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> says so.</exception>
    Task<CustomerRun> ForEachCustomer(
        Func<IPlatformSender, CancellationToken, Task> work, int atOnce = 4,
        CancellationToken cancellationToken = default);
}
