using System.ComponentModel;
using System.Reflection;

namespace TestDigitalPlatform.Generated;

/// <summary>One kind of external call with its handler. Made by generated code.</summary>
/// <remarks>It is shared by all hosts of the runtime, so it holds nothing of any.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ExternalCallDefinition
{
    private ExternalCallDefinition(Type call, Type answer, Type handler, Runner run) =>
        (Call, Answer, Handler, Run) = (call, answer, handler, run);

    internal delegate Task<object?> Runner(
        IAnyExternalCall call, ExternalCallContext context, IServiceProvider services, CancellationToken cancellationToken);

    /// <summary>The call's type.</summary>
    public Type Call { get; }

    /// <summary>The answer's type.</summary>
    public Type Answer { get; }

    /// <summary>The handler's type.</summary>
    public Type Handler { get; }

    /// <summary>The name under which calls of the type are stored.</summary>
    internal string Name => Call.FullName!;

    /// <summary>All names under which calls of the type may be stored.</summary>
    internal IEnumerable<string> Names =>
        Call.GetCustomAttributes<FormerNameAttribute>(inherit: false).Select(former => former.Name).Prepend(Name);

    internal Runner Run { get; }

    /// <summary>A call with its handler.</summary>
    /// <param name="handler">Makes or finds the handler; called once for each attempt.</param>
    public static ExternalCallDefinition Of<THandler, TCall, TAnswer>(Func<IServiceProvider, THandler> handler)
        where THandler : IExternalCallHandler<TCall, TAnswer>
        where TCall : IExternalCall<TAnswer> => new(
            typeof(TCall), typeof(TAnswer), typeof(THandler),
            async (call, context, services, cancellationToken) =>
                AnswerOf(await handler(services).Run((TCall)call, context, cancellationToken)));

    /// <summary>What is stored of an answer: nothing of <see cref="Nothing"/>.</summary>
    internal static object? AnswerOf(object? answer) => answer is Nothing ? null : answer;
}
