namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>One operation, ready to be mapped: its description, its handler's steps and its binder. Made by generated code.</summary>
public abstract class OperationEndpoint
{
    private protected OperationEndpoint(Operation operation) => Operation = operation;

    /// <summary>What is known about the operation.</summary>
    public Operation Operation { get; }

    /// <summary>A query that answers with what it fetches.</summary>
    /// <param name="operation">What is known about it.</param>
    /// <param name="handler">Makes or finds the handler; called once for each request.</param>
    /// <param name="bind">Makes the query from the request.</param>
    public static OperationEndpoint Query<THandler, TQuery, TAnswer>(
        Operation operation, Func<IServiceProvider, THandler> handler, MessageBinder<TQuery> bind)
        where THandler : IQueryHandler<TQuery, TAnswer>
        where TQuery : class, IQuery<TAnswer> =>
        throw new InvalidOperationException();
}
