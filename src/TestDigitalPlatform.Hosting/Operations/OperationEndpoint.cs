using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Hosting.Deprecations;
using TestDigitalPlatform.Hosting.Development;
using TestDigitalPlatform.InProcess;
using TestDigitalPlatform.Queries;
using TestDigitalPlatform.Settings;
using TestDigitalPlatform.Hosting.Operations;

namespace TestDigitalPlatform.Generated;

/// <summary>
/// One operation, ready to be mapped: its description, its handler's steps and its binder. Made by generated code.
/// </summary>
/// <remarks>
/// It is shared by all hosts of the process, so it holds nothing of any: each host makes a server of its own from it.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OperationEndpoint
{
    private readonly Type handler;
    private readonly Func<IServiceProvider, OperationServer> serve;

    private OperationEndpoint(
        InProcessOperation inProcess, Type handler, Func<IServiceProvider, OperationServer> serve) =>
        (InProcess, this.handler, this.serve) = (inProcess, handler, serve);

    /// <summary>The operation as the service itself reaches it, without a request.</summary>
    internal InProcessOperation InProcess { get; }

    /// <summary>The settings that its handler answers for or changes, if it does.</summary>
    internal SettingsGroup? Settings => SettingsGroup.Of(handler);

    /// <summary>What is known about the operation.</summary>
    public Operation Operation => InProcess.Operation;

    /// <summary>A query that answers with what it fetches.</summary>
    /// <param name="operation">What is known about it.</param>
    /// <param name="handler">Makes or finds the handler; called once for each request.</param>
    /// <param name="bind">Makes the query from the request.</param>
    public static OperationEndpoint Query<THandler, TQuery, TAnswer>(
        Operation operation, Func<IServiceProvider, THandler> handler, MessageBinder<TQuery> bind)
        where THandler : IQueryHandler<TQuery, TAnswer>
        where TQuery : class, IQuery<TAnswer> =>
        OfQuery(operation, typeof(THandler), s => new FetchedQuery<THandler, TQuery, TAnswer>(handler(s)), bind);

    /// <summary>A query that computes on what it fetches.</summary>
    /// <param name="operation">What is known about it.</param>
    /// <param name="handler">Makes or finds the handler; called once for each request.</param>
    /// <param name="bind">Makes the query from the request.</param>
    public static OperationEndpoint Query<THandler, TQuery, TFetched, TAnswer>(
        Operation operation, Func<IServiceProvider, THandler> handler, MessageBinder<TQuery> bind)
        where THandler : IQueryHandler<TQuery, TFetched, TAnswer>
        where TQuery : class, IQuery<TAnswer> =>
        OfQuery(
            operation, typeof(THandler), s => new ProcessedQuery<THandler, TQuery, TFetched, TAnswer>(handler(s)), bind);

    /// <summary>A command that is decided without a fetch.</summary>
    /// <param name="operation">What is known about it.</param>
    /// <param name="bind">Makes the command from the request.</param>
    /// <param name="target">Names what the command is about, for the audit.</param>
    public static OperationEndpoint Command<THandler, TCommand, TAnswer>(
        Operation operation, MessageBinder<TCommand> bind, Func<TCommand, string?>? target)
        where THandler : ICommandHandler<TCommand, TAnswer>
        where TCommand : class, ICommand<TAnswer> =>
        OfCommand(
            operation, typeof(THandler), _ => BlindCommand<THandler, TCommand, TAnswer>.Instance, bind, target);

    /// <summary>A command that is decided on what is fetched.</summary>
    /// <param name="operation">What is known about it.</param>
    /// <param name="handler">Makes or finds the handler; called once for each request.</param>
    /// <param name="bind">Makes the command from the request.</param>
    /// <param name="target">Names what the command is about, for the audit.</param>
    public static OperationEndpoint Command<THandler, TCommand, TState, TAnswer>(
        Operation operation, Func<IServiceProvider, THandler> handler, MessageBinder<TCommand> bind,
        Func<TCommand, string?>? target)
        where THandler : ICommandHandler<TCommand, TState, TAnswer>
        where TCommand : class, ICommand<TAnswer> =>
        OfCommand(
            operation, typeof(THandler), s => new FetchedCommand<THandler, TCommand, TState, TAnswer>(handler(s)), bind,
            target);

    internal void Map(IEndpointRouteBuilder routes)
    {
        // RFC 9110, section 9.1: whatever answers GET answers HEAD, with the same headers and no body.
        string[] methods = Operation.IsCommand ? [Operation.Method] : [Operation.Method, HttpMethods.Head];
        var endpoint = routes.MapMethods(Operation.Path, methods, serve(routes.ServiceProvider).Respond)
            .WithDisplayName(Operation.Name)
            .WithMetadata(Operation, new HandlerType(handler));
        if (Deprecation.Of(Operation) is { } deprecation)
            endpoint.WithMetadata(deprecation);
    }

    private static OperationEndpoint OfQuery<TQuery, TAnswer>(
        Operation operation, Type handler, Func<IServiceProvider, QuerySteps<TQuery, TAnswer>> steps,
        MessageBinder<TQuery> bind)
        where TQuery : class, IQuery<TAnswer> =>
        new(
            new InProcessQuery<TQuery, TAnswer>(operation, steps), handler,
            QueryServer<TQuery, TAnswer>.Factory(operation, steps, bind));

    private static OperationEndpoint OfCommand<TCommand, TAnswer>(
        Operation operation, Type handler, Func<IServiceProvider, CommandSteps<TCommand, TAnswer>> steps,
        MessageBinder<TCommand> bind, Func<TCommand, string?>? target)
        where TCommand : class, ICommand<TAnswer> =>
        new(
            new InProcessCommand<TCommand, TAnswer>(operation, steps, target), handler,
            CommandServer<TCommand, TAnswer>.Factory(operation, steps, bind, target));
}
