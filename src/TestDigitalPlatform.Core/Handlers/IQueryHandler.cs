namespace TestDigitalPlatform;

/// <summary>Handles a query whose answer is the fetched data.</summary>
/// <remarks>
/// Keep the class <c>internal sealed</c>, in one file with its SQL. Constructor parameters are injected; without them,
/// one instance serves all requests.
/// </remarks>
/// <typeparam name="TQuery">The query.</typeparam>
/// <typeparam name="TAnswer">Its answer.</typeparam>
public interface IQueryHandler<TQuery, TAnswer>
    where TQuery : IQuery<TAnswer>
{
    /// <summary>Reads the answer from the database or another service.</summary>
    /// <remarks>
    /// Runs in the caller's isolation: rows of other customers do not exist. May run again after a transient failure.
    /// </remarks>
    Task<TAnswer> Fetch(TQuery query, Db db, CancellationToken cancellationToken);
}

/// <summary>Handles a query that computes its answer from the fetched data.</summary>
/// <typeparam name="TQuery">The query.</typeparam>
/// <typeparam name="TFetched">The fetched data.</typeparam>
/// <typeparam name="TAnswer">Its answer.</typeparam>
public interface IQueryHandler<TQuery, TFetched, TAnswer>
    where TQuery : IQuery<TAnswer>
{
    /// <summary>Reads what the answer needs.</summary>
    /// <remarks>
    /// Runs in the caller's isolation: rows of other customers do not exist. May run again after a transient failure.
    /// </remarks>
    Task<TFetched> Fetch(TQuery query, Db db, CancellationToken cancellationToken);

    /// <summary>Makes the answer: a pure function, tested without a database.</summary>
    static abstract TAnswer Process(TQuery query, TFetched fetched, QueryContext context);
}
