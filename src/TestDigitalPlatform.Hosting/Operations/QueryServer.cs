using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TestDigitalPlatform.Caching;
using TestDigitalPlatform.Hosting.Binding;
using TestDigitalPlatform.Hosting.Problems;
using TestDigitalPlatform.Hosting.Streams;
using TestDigitalPlatform.Queries;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>Serves one query.</summary>
internal sealed class QueryServer<TQuery, TAnswer> : OperationServer
    where TQuery : class, IQuery<TAnswer>
{
    private static readonly JsonTypeInfo<TAnswer> AnswerType =
        (JsonTypeInfo<TAnswer>)PlatformJson.Options.GetTypeInfo(typeof(TAnswer));

    private readonly Func<IServiceProvider, QuerySteps<TQuery, TAnswer>> steps;
    private readonly MessageBinder<TQuery> bind;
    private readonly IServiceProvider host;
    private readonly QueryPipeline pipeline;
    private readonly QueryCache cache;
    private readonly IHostApplicationLifetime lifetime;
    private readonly ListExport<TQuery, TAnswer>? export = ListExport<TQuery, TAnswer>.Make();
    private readonly StreamAnswer<TAnswer>? stream = StreamAnswer<TAnswer>.Make();
    private readonly LastEvent? lastEvent;

    private QueryServer(
        Operation operation, Func<IServiceProvider, QuerySteps<TQuery, TAnswer>> steps, MessageBinder<TQuery> bind,
        IServiceProvider host)
        : base(operation, host)
    {
        (this.steps, this.bind, this.host) = (steps, bind, host);
        lastEvent = stream is null ? null : new LastEvent(typeof(TQuery));
        (pipeline, cache) = (host.GetRequiredService<QueryPipeline>(), host.GetRequiredService<QueryCache>());
        lifetime = host.GetRequiredService<IHostApplicationLifetime>();
    }

    internal static Func<IServiceProvider, OperationServer> Factory(
        Operation operation, Func<IServiceProvider, QuerySteps<TQuery, TAnswer>> steps, MessageBinder<TQuery> bind) =>
        host => new QueryServer<TQuery, TAnswer>(operation, steps, bind, host);

    protected override Task<Reply> Serve(HttpContext context, Caller? caller, RequestBody body)
    {
        lastEvent?.PutIntoQuery(context.Request);
        var binding = new RequestBinding(context, default);
        if (bind.Bind(binding) is not { } query || binding.Failed)
            return Task.FromResult(Reply.Of(Problem.Of(binding.Worded)));
        if (Operation.ExportMaxItems > 0 && StreamFormats.OfExport(context.Request) is var format and not StreamFormat.None)
            return ServeWhole(context, caller, query, format);
        return Operation.CacheFor is null ? Serve(context, caller, query) : ServeCached(context, caller, query);
    }

    private async Task<Reply> Serve(HttpContext context, Caller? caller, TQuery query)
    {
        var answer = await pipeline.Run(
            Operation, steps(new RequestServices(context)), query, caller, context.RequestAborted);
        if (answer is FileAnswer file)
            return Reply.Of(file);
        if (stream is not null)
            return Reply.Of(stream.Begin(answer, StreamFormats.OfStream(context.Request), lifetime));
        var headers = context.Response.Headers;
        if (answer is IVersioned versioned)
        {
            var tag = EntityTag.Of(versioned);
            if (WriteTag(context, tag))
                return default;
        }
        else
        {
            headers.CacheControl = "no-store";
            if (Operation.ExportMaxItems > 0)
                headers.Vary = "Accept";
        }

        return Reply.Of(JsonAnswer.Make(answer, AnswerType, Transfers, context));
    }

    // The first page in the request's own place, so that what is wrong is a problem still; each later one in a place of
    // its own, so that a slow reader holds none.
    private async Task<Reply> ServeWhole(HttpContext context, Caller? caller, TQuery query, StreamFormat format)
    {
        var isFirst = true;
        return Reply.Of(await export!.Begin(Operation, query, Ask, format, lifetime));

        Task<TAnswer> Ask(TQuery page)
        {
            if (!isFirst)
                return InPlace(caller, () => Run(page), context.RequestAborted);
            isFirst = false;
            return Run(page);
        }

        Task<TAnswer> Run(TQuery page) =>
            pipeline.Run(
                Operation, steps(new RequestServices(context)), page, caller, context.RequestAborted);
    }

    private async Task<Reply> ServeCached(HttpContext context, Caller? caller, TQuery query)
    {
        // The query string first: it has no line break in it, whereas a decoded path can hold anything, a question mark
        // too.
        var question = $"{context.Request.QueryString.Value}\n{RouteText.PathOf(context)}";
        var answer = await Cached(context, caller, query, question);
        return WriteTag(context, answer.ETag) ? default : Reply.Of(answer.Json);
    }

    private async Task<CachedAnswer> Cached(HttpContext context, Caller? caller, TQuery query, string question)
    {
        TAnswer? asked = default;
        try
        {
            return await cache.Get(
                Operation, caller, question, async () => asked = await AskForAll(caller, query),
                context.RequestAborted);
        }
        catch (Exception e) when (UnwritableAnswerException.IsCause(e))
        {
            throw UnwritableAnswerException.Of(asked, e);
        }
    }

    // In a scope of its own: that of the first who asked ends when they hang up, and others may still wait for the
    // answer.
    private async Task<TAnswer> AskForAll(Caller? caller, TQuery query)
    {
        await using var scope = host.CreateAsyncScope();
        return await pipeline.Run(
            Operation, steps(scope.ServiceProvider), query, caller, CancellationToken.None);
    }

    // True when the caller has this very answer already (RFC 9110, section 13.1.2).
    private static bool WriteTag(HttpContext context, string tag)
    {
        var headers = context.Response.Headers;
        headers.ETag = tag;
        headers.CacheControl = "private, no-cache";
        headers.Vary = "Authorization";
        if (!EntityTag.IsNamed(context.Request.Headers.IfNoneMatch, tag))
            return false;
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }
}
