using System.Net;
using System.Net.Http.Json;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Http;

/// <summary>RFC 9110, section 9.3.2: HEAD is answered as GET is, without the content.</summary>
public sealed class HeadTests
{
    [Fact]
    public async Task Tells_what_GET_would_without_the_content()
    {
        await using var service = await NotesService.Start();
        var ann = service.Ann();
        var id = await ann.Write("Some words.");
        foreach (var address in (string[])["/notes", $"/notes/{id}", "/notes/count", "/hello"])
        {
            using var get = await ann.GetAsync(address);
            using var head = await Head(ann, address);

            head.StatusCode.ShouldBe(HttpStatusCode.OK, address);
            head.Content.Headers.ContentLength.ShouldBe(get.Content.Headers.ContentLength, address);
            head.Content.Headers.ContentType.ShouldBe(get.Content.Headers.ContentType, address);
            head.Headers.ETag.ShouldBe(get.Headers.ETag, address);
            head.Headers.CacheControl.ShouldBe(get.Headers.CacheControl, address);
            (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Goes_through_the_same_gates()
    {
        await using var service = await NotesService.Start();
        var id = await service.Ann().Write("Some words.");
        using var get = await service.Ann().GetAsync($"/notes/{id}");
        using var unchanged = new HttpRequestMessage(HttpMethod.Head, $"/notes/{id}");
        unchanged.Headers.IfNoneMatch.Add(get.Headers.ETag!);

        (await Head(service.Anonymous(), "/notes")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Head(service.Ann(), "/notes?limit=none")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Head(service.SignIn(Role.CustomerUser, "globex"), $"/notes/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await service.Ann().SendAsync(unchanged)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("/numbers?wait=true", "application/jsonl")]
    [InlineData("/notes", "text/csv")]
    public async Task Asks_for_nothing_of_a_stream(string address, string type)
    {
        await using var service = await NotesService.Start();
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        request.Headers.Add("Accept", type);

        using var head = await service.Ann().SendAsync(request).WaitAsync(TimeSpan.FromSeconds(30));

        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentType!.MediaType.ShouldBe(type);
    }

    [Fact]
    public async Task Is_not_for_commands_and_where_only_they_are_Allow_says_so()
    {
        await using var service = await NotesService.Start();

        using var put = await service.Ann().PutAsJsonAsync("/notes", new { });

        put.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        put.Content.Headers.Allow.Order(StringComparer.Ordinal).ShouldBe(["DELETE", "GET", "HEAD", "POST"]);
    }

    private static Task<HttpResponseMessage> Head(HttpClient client, string address) =>
        client.SendAsync(new HttpRequestMessage(HttpMethod.Head, address), HttpCompletionOption.ResponseHeadersRead);
}
