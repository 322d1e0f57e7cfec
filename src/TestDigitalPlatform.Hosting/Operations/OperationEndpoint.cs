using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Hosting.Problems;
using TestDigitalPlatform.Queries;

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
        new QueryEndpoint<TQuery, TAnswer>(operation, s => new FetchedQuery<THandler, TQuery, TAnswer>(handler(s)), bind);

    /// <summary>A query that computes on what it fetches.</summary>
    /// <param name="operation">What is known about it.</param>
    /// <param name="handler">Makes or finds the handler; called once for each request.</param>
    /// <param name="bind">Makes the query from the request.</param>
    public static OperationEndpoint Query<THandler, TQuery, TFetched, TAnswer>(
        Operation operation, Func<IServiceProvider, THandler> handler, MessageBinder<TQuery> bind)
        where THandler : IQueryHandler<TQuery, TFetched, TAnswer>
        where TQuery : class, IQuery<TAnswer> =>
        new QueryEndpoint<TQuery, TAnswer>(operation, s => new ProcessedQuery<THandler, TQuery, TFetched, TAnswer>(handler(s)), bind);

    /// <summary>A command that is decided without a fetch.</summary>
    /// <param name="operation">What is known about it.</param>
    /// <param name="bind">Makes the command from the request.</param>
    /// <param name="target">Names what the command is about, for the audit.</param>
    public static OperationEndpoint Command<THandler, TCommand, TAnswer>(
        Operation operation, MessageBinder<TCommand> bind, Func<TCommand, string?>? target)
        where THandler : ICommandHandler<TCommand, TAnswer>
        where TCommand : class, ICommand<TAnswer> =>
        new CommandEndpoint<TCommand, TAnswer>(operation, _ => BlindCommand<THandler, TCommand, TAnswer>.Instance, bind, target);

    /// <summary>A command that is decided on what is fetched.</summary>
    /// <param name="operation">What is known about it.</param>
    /// <param name="handler">Makes or finds the handler; called once for each request.</param>
    /// <param name="bind">Makes the command from the request.</param>
    /// <param name="target">Names what the command is about, for the audit.</param>
    public static OperationEndpoint Command<THandler, TCommand, TState, TAnswer>(
        Operation operation, Func<IServiceProvider, THandler> handler, MessageBinder<TCommand> bind, Func<TCommand, string?>? target)
        where THandler : ICommandHandler<TCommand, TState, TAnswer>
        where TCommand : class, ICommand<TAnswer> =>
        new CommandEndpoint<TCommand, TAnswer>(
            operation, s => new FetchedCommand<THandler, TCommand, TState, TAnswer>(handler(s)), bind, target);

    internal void Map(IEndpointRouteBuilder routes)
    {
        var logger = routes.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger("TestDigitalPlatform.Operations");
        Prepare(routes.ServiceProvider);
        routes.MapMethods(Operation.Path, [Operation.Method], Respond).WithDisplayName(Operation.Name).WithMetadata(Operation);

        async Task Respond(HttpContext context)
        {
            try
            {
                var caller = context.Features.Get<Caller>();
                if (!Operation.IsPublic && !Operation.Allows(caller!.Role))
                    await Deny(context, caller);
                else
                    await Serve(context, caller);
            }
            catch (Exception e)
            {
                await ProblemOfException.Write(context, e, logger);
            }
        }
    }

    private protected abstract void Prepare(IServiceProvider services);

    private protected abstract Task Serve(HttpContext context, Caller? caller);

    private protected virtual Task Deny(HttpContext context, Caller caller) => Problem.Write(context, new Problem(
        StatusCodes.Status403Forbidden, "role_not_allowed", $"This needs one of the roles: {string.Join(", ", Operation.Roles)}."));
}
