using System.Text;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Grammar;
using TestDigitalPlatform.Hosting.Binding;
using TestDigitalPlatform.Hosting.Files;
using TestDigitalPlatform.Hosting.Modules;
using TestDigitalPlatform.Hosting.Problems;
using TestDigitalPlatform.Operations;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>Serves one command.</summary>
internal sealed class CommandServer<TCommand, TAnswer> : OperationServer
    where TCommand : class, ICommand<TAnswer>
{
    private static readonly JsonTypeInfo<TAnswer> AnswerType =
        (JsonTypeInfo<TAnswer>)PlatformJson.Options.GetTypeInfo(typeof(TAnswer));

    private readonly Func<IServiceProvider, CommandSteps<TCommand, TAnswer>> steps;
    private readonly MessageBinder<TCommand> bind;
    private readonly Func<TCommand, string?>? target;
    private readonly CommandPipeline pipeline;
    private readonly Uploads uploads;
    private readonly Caller? actor;

    private CommandServer(
        Operation operation, Func<IServiceProvider, CommandSteps<TCommand, TAnswer>> steps,
        MessageBinder<TCommand> bind,
        Func<TCommand, string?>? target, IServiceProvider host)
        : base(operation, host)
    {
        (this.steps, this.bind, this.target) = (steps, bind, target);
        pipeline = host.GetRequiredService<CommandPipeline>();
        uploads = host.GetRequiredService<Uploads>();
        actor = host.GetServices<PublicActor>().FirstOrDefault(a => a.Command == typeof(TCommand))
            ?.Of(host.GetRequiredService<Database>().Service);
    }

    internal static Func<IServiceProvider, OperationServer> Factory(
        Operation operation, Func<IServiceProvider, CommandSteps<TCommand, TAnswer>> steps,
        MessageBinder<TCommand> bind, Func<TCommand, string?>? target) =>
        host => new CommandServer<TCommand, TAnswer>(operation, steps, bind, target, host);

    protected override ValueTask<RequestBody> Receive(HttpContext context) =>
        Operation.Accept is { } accept ? ReceiveFile(context, accept) : ReceiveJson(context);

    private async ValueTask<RequestBody> ReceiveFile(HttpContext context, AcceptAttribute accept) =>
        new(await uploads.Receive(context, accept, context.Features.Get<Caller>()!));

    private ValueTask<RequestBody> ReceiveJson(HttpContext context) => JsonContent.IsOther(context.Request)
        ? throw new BadHttpRequestException("The body is not JSON.", StatusCodes.Status415UnsupportedMediaType)
        : RequestBody.Read(context, Transfers);

    protected override async Task<Reply> Serve(HttpContext context, Caller? caller, RequestBody body)
    {
        var binding = new RequestBinding(context, body.Content) { Upload = body.File?.Upload };
        if (bind.Bind(binding) is not { } command || binding.Failed)
            return Reply.Of(Problem.Of(binding.Worded));
        var call = ReadCall(context, caller, command, body);

        // If it breaks off from here on, nobody but the database knows whether the file was kept.
        body.File?.Leave();
        // Once begun, a command runs to its end: a caller who hangs up has still ordered it.
        var outcome = await pipeline.Run(steps(new RequestServices(context)), command, call, CancellationToken.None);
        if (outcome.Replayed)
            context.Response.Headers[HeaderNames.IdempotencyReplayed] = "true";
        if (outcome.Refusal is not null || outcome.Replayed)
            body.File?.Drop();
        return outcome.Refusal is { } refusal
            ? Reply.Of(Problem.Of(refusal))
            : Answer(context, outcome.Answer!, outcome.Told);
    }

    protected override async Task<Reply> Deny(HttpContext context, Caller caller)
    {
        var routeValue =
            context.Request.RouteValues.Count > 0 ? context.Request.RouteValues.Values.Last()?.ToString() : null;
        var problem = AccessProblem.Of(Operation.Allowed, caller);
        await pipeline.Deny(new CommandCall(Operation, caller, routeValue), problem.Code, CancellationToken.None);
        return Reply.Of(problem);
    }

    private CommandCall ReadCall(HttpContext context, Caller? caller, TCommand command, RequestBody body)
    {
        var key = IdempotencyHeader.Read(context.Request);
        var file = body.File?.Upload;
        var sent = key is null ? null : SentDigest.Of(
            context.Request, file is null ? body.Content.Span : Encoding.UTF8.GetBytes(file.Sha256));
        var condition = EntityTag.ReadIfMatch(context.Request);
        if (condition is null && Operation.RequireIfMatch)
            throw new BadHttpRequestException("If-Match is required.", StatusCodes.Status428PreconditionRequired);
        return new CommandCall(Operation, actor ?? caller, target?.Invoke(command), key, condition, sent) { File = file?.Id };
    }

    private Reply Answer(HttpContext context, TAnswer answer, string? told)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (answer is IVersioned versioned)
            context.Response.Headers.ETag = EntityTag.Of(versioned);
        if (typeof(TAnswer) != typeof(Nothing))
            return told is null
                ? Reply.Of(JsonAnswer.Make(answer, AnswerType, Transfers, context))
                : Reply.Of(Encoding.UTF8.GetBytes(told));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return default;
    }
}
