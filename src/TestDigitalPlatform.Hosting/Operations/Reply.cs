using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using TestDigitalPlatform.Hosting.Files;
using TestDigitalPlatform.Hosting.Problems;
using TestDigitalPlatform.Hosting.Streams;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>What is left to be sent when a request has been served: whoever takes it slowly holds no place.</summary>
internal readonly struct Reply
{
    // The server keeps no more than a piece or two beside ours.
    private const int Piece = 32 * 1_024;

    // With what the server keeps of it.
    private const int BlockedBytes = 64 * 1_024;

    private readonly Problem? problem;
    private readonly JsonAnswer? json;
    private readonly ReadOnlyMemory<byte> content;
    private readonly FileAnswer? file;
    private readonly StreamReply? stream;

    private Reply(Problem? problem, JsonAnswer? json, ReadOnlyMemory<byte> content, FileAnswer? file = null) =>
        (this.problem, this.json, this.content, this.file) = (problem, json, content, file);

    private Reply(StreamReply stream)
        : this(null, null, default) => this.stream = stream;

    internal static Reply Of(Problem problem) => new(problem, null, default);

    internal static Reply Of(JsonAnswer answer) => new(null, answer, answer.Content);

    internal static Reply Of(StreamReply stream) => new(stream);

    internal static Reply Of(FileAnswer file) => new(null, null, default, file);

    internal static Reply Of(ReadOnlyMemory<byte> json) => new(null, null, json);

    internal Task Send(HttpContext context, Transfers transfers)
    {
        if (problem is not null)
            return Problem.Write(context, problem);
        if (file is not null)
            return FileReply.Send(file, context, transfers);
        if (stream is not null)
            return stream.Send(context, transfers);
        return content.IsEmpty ? Task.CompletedTask : SendJson(context, transfers);
    }

    private async Task SendJson(HttpContext context, Transfers transfers)
    {
        var response = context.Response;
        response.ContentType = JsonContent.Type;
        response.Headers.XContentTypeOptions = "nosniff";
        response.ContentLength = content.Length;
        var claim = json?.Claim;
        try
        {
            var sent = HttpMethods.IsHead(context.Request.Method) ? 0 : content.Length;
            for (var at = 0; at < sent; at += Piece)
            {
                var piece = content.Slice(at, Math.Min(Piece, content.Length - at));
                var written = response.BodyWriter.WriteAsync(piece, context.RequestAborted);
                if (!written.IsCompleted)
                    claim = Wait(claim, context, transfers);
                Check(await written, context);
            }
        }
        finally
        {
            transfers.Close(claim);
        }

        json?.PutBack();
    }

    private AnswerClaim? Wait(AnswerClaim? claim, HttpContext context, Transfers transfers)
    {
        try
        {
            var waiting = transfers.HoldAnswer(claim, context, content.Length + BlockedBytes);
            waiting.IsSending = true;
            return waiting;
        }
        catch (NoRoomException)
        {
            // It has begun, so it can't be refused any more.
            context.Abort();
            return claim;
        }
    }

    private static void Check(FlushResult flush, HttpContext context)
    {
        if (flush.IsCompleted || flush.IsCanceled)
            throw new OperationCanceledException("The client disconnected.", context.RequestAborted);
    }
}
