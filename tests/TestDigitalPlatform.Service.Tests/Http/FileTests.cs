using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Start;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Http;

public sealed class FileTests(FileTests.Fixture fixture) : IClassFixture<FileTests.Fixture>
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 700_001).Select(i => (byte)(i * 31 / 7))];

    private TestService Service => fixture.Service;

    private HttpClient Ann => fixture.Service.Ann();

    [Fact]
    public async Task Takes_a_file_and_gives_it_back_byte_for_byte()
    {
        var address = await Attach(await Ann.Write(), Content, "Plan für März.txt");

        var answer = await Ann.GetAsync(address);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(Content);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        answer.Content.Headers.ContentDisposition!.ToString().ShouldBe(
            "attachment; filename=\"Plan f_r M_rz.txt\"; filename*=UTF-8''Plan%20f%C3%BCr%20M%C3%A4rz.txt");
        answer.Headers.ETag!.Tag.ShouldBe($"\"{Convert.ToHexStringLower(SHA256.HashData(Content))}\"");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        (await Service.Database.Scalar<string>($"select sha256 from attachment where id = '{address[^36..]}'"))
            .ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Content)));
    }

    [Theory]
    [InlineData("bytes=0-9", HttpStatusCode.PartialContent, 0, 10)]
    [InlineData("bytes=262140-262150", HttpStatusCode.PartialContent, 262_140, 11)]
    [InlineData("bytes=700000-", HttpStatusCode.PartialContent, 700_000, 1)]
    [InlineData("bytes=-3", HttpStatusCode.PartialContent, 699_998, 3)]
    [InlineData("bytes=700001-", HttpStatusCode.RequestedRangeNotSatisfiable, 0, 0)]
    [InlineData("lines=1-2", HttpStatusCode.OK, 0, 700_001)]
    public async Task Gives_a_part(string range, HttpStatusCode status, int from, int count)
    {
        var address = await fixture.Address(this);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Range", range);

        var answer = await Ann.SendAsync(request);

        answer.StatusCode.ShouldBe(status);
        if (count > 0)
            (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(Content[from..(from + count)]);
    }

    [Fact]
    public async Task Answers_by_what_the_caller_has()
    {
        var address = await fixture.Address(this);
        var tag = (await Ann.GetAsync(address)).Headers.ETag!;

        (await Get(address, r => r.IfNoneMatch.Add(tag))).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await Get(address, r => (r.Range, r.IfRange) = (new(0, 4), new(tag)))).StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await Get(address, r => (r.Range, r.IfRange) = (new(0, 4), new(new EntityTagHeaderValue("\"other\""))))).StatusCode
            .ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Shows_it_to_nobody_else()
    {
        var address = await fixture.Address(this);

        await (await Service.SignIn(Role.CustomerUser, "globex").GetAsync(address)).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        (await Service.SignIn(Role.PlatformAdministrator).GetByteArrayAsync(address)).ShouldBe(Content);
        (await Service.Database.Scalar<long>("select count(*) from tdp.file where customer_id is distinct from 'acme'")).ShouldBe(0);
    }

    [Theory]
    [InlineData("application/pdf", 10, 415, "unsupported_media_type")]
    [InlineData("image/png", 10, 415, "unsupported_media_type")]
    [InlineData("text/plain", 1_000_001, 413, "body_too_large")]
    [InlineData("nonsense", 10, 415, "unsupported_media_type")]
    public async Task Refuses_what_is_not_taken_and_keeps_nothing_of_it(string type, int length, int status, string code)
    {
        var note = await Ann.Write();
        var before = await Files();

        foreach (var isChunked in new[] { false, true })
            await (await Ann.SendAsync(Request(note, new byte[length], type, isChunked)))
                .ShouldBeProblem((HttpStatusCode)status, code);

        (await Files()).ShouldBe(before);
    }

    [Fact]
    public async Task Removes_the_file_of_a_command_that_is_refused()
    {
        var note = await Ann.Write("full");
        var before = await Files();

        await (await Ann.SendAsync(Request(note, Content))).ShouldBeProblem(HttpStatusCode.Conflict, "notes.full");
        await (await Ann.SendAsync(Request(Guid.NewGuid().ToString(), Content))).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        await (await Ann.SendAsync(Request(note, Content, query: "?place=10"))).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid_request");
        await (await Ann.SendAsync(Request(note, Content, query: "?nobodyKnows=1"))).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid_request");

        (await Files()).ShouldBe(before);
    }

    [Fact]
    public async Task Checks_the_digest_that_was_sent()
    {
        var note = await Ann.Write();
        var before = await Files();

        await (await Ann.SendAsync(WithDigest(Request(note, Content), [1, 2, 3]))).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid_request");

        (await Files()).ShouldBe(before);
        (await Ann.SendAsync(WithDigest(Request(note, Content), Content))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Keeps_one_file_of_a_command_that_is_sent_twice()
    {
        var note = await Ann.Write();
        var before = await Files();
        var answers = new List<string>();

        foreach (var _ in new[] { 1, 2 })
        {
            using var request = Request(note, Content);
            request.Headers.Add("Idempotency-Key", $"twice-{note}");
            answers.Add(await (await Ann.SendAsync(request)).Content.ReadAsStringAsync());
        }

        answers[1].ShouldBe(answers[0]);
        (await Files()).ShouldBe(before + 1);
        using var other = Request(note, [.. Content, 1]);
        other.Headers.Add("Idempotency-Key", $"twice-{note}");
        await (await Ann.SendAsync(other)).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
        (await Files()).ShouldBe(before + 1);
    }

    [Fact]
    public async Task Removes_what_was_detached_and_what_nothing_came_of()
    {
        var address = await Attach(await Ann.Write(), Content, "a.txt");
        (await Ann.DeleteAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await (await Ann.GetAsync(address)).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        // As a process leaves it that dies half-way.
        await Service.Database.Scalar<int>(
            """
            insert into tdp.file (id, customer_id, name, content_type, stored_at)
            values ('00000000-0000-0000-0000-000000000001', 'acme', 'a', 'a/b', now() - interval '61 minutes'),
                ('00000000-0000-0000-0000-000000000002', 'acme', 'a', 'a/b', now() - interval '59 minutes');
            insert into tdp.file_part (file_id, number, bytes) values ('00000000-0000-0000-0000-000000000001', 0, 'x');
            select 1
            """);

        await Tidied(Service, "select count(*) from tdp.file where removed_at is not null or id = '00000000-0000-0000-0000-000000000001'");

        (await Service.Database.Scalar<long>("select count(*) from tdp.file where id::text like '00000000-%'")).ShouldBe(1);
        await Service.Database.Scalar<int>("delete from tdp.file where id::text like '00000000-%'; select 1");
    }

    [Fact]
    public async Task Is_sent_and_read_by_the_client_as_streams()
    {
        var note = NoteId.Parse(await Ann.Write());
        var client = Service.Client(Role.CustomerUser, "acme", "ann");

        var id = await client.Send(new AttachFile(note, new Upload(new MemoryStream(Content), "Größe.txt", "text/plain"), Place: 3));
        await using var file = await client.Query(new GetAttachment(note, id));

        file.Name.ShouldBe("Größe.txt");
        file.Length.ShouldBe(Content.Length);
        using var read = new MemoryStream();
        await file.Content.CopyToAsync(read);
        read.ToArray().ShouldBe(Content);
        (await Service.Database.Scalar<int>($"select place from attachment where id = '{id}'")).ShouldBe(3);
        (await Should.ThrowAsync<RefusedByServiceException>(() => client.Query(new GetAttachment(note, AttachmentId.From(Guid.NewGuid())))))
            .Code.ShouldBe("not_found");
    }

    [Fact]
    public async Task Keeps_files_in_a_folder_where_one_is_set()
    {
        var folder = Directory.CreateTempSubdirectory("tdp-files-");
        try
        {
            await using var service = await NotesService.Start($"Platform:Files:Folder={folder.FullName}");
            var note = await service.Ann().Write();
            var sent = await service.Ann().SendAsync(Request(note, Content));
            var address = $"/notes/{note}/attachments/{(await sent.Json()).GetString()}";

            (await service.Ann().GetByteArrayAsync(address)).ShouldBe(Content);
            using var part = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = new(699_000, 699_009) } };
            (await (await service.Ann().SendAsync(part)).Content.ReadAsByteArrayAsync()).ShouldBe(Content[699_000..699_010]);
            folder.GetFiles("*", SearchOption.AllDirectories).ShouldHaveSingleItem().FullName.ShouldContain("acme");
            (await service.Database.Scalar<long>("select count(*) from tdp.file_part")).ShouldBe(0);

            await (await service.Ann().SendAsync(Request(Guid.NewGuid().ToString(), Content))).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
            (await service.Ann().DeleteAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
            await Tidied(service, "select count(*) from tdp.file");
            folder.GetFiles("*", SearchOption.AllDirectories).ShouldBeEmpty();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Keeps_files_in_a_store_of_the_teams_own()
    {
        var store = new BucketStore();
        await using var service = await TestService.Start(
            "notes", args => NotesService.Create(args, services => services.AddSingleton<IFileStore>(store)));
        var note = await service.Ann().Write();
        var sent = await service.Ann().SendAsync(Request(note, Content));
        var address = $"/notes/{note}/attachments/{(await sent.Json()).GetString()}";

        (await service.Ann().GetByteArrayAsync(address)).ShouldBe(Content);
        using var part = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = new(699_000, 699_009) } };
        (await (await service.Ann().SendAsync(part)).Content.ReadAsByteArrayAsync()).ShouldBe(Content[699_000..699_010]);
        store.Files.ShouldHaveSingleItem().Key.Customer.ShouldBe(CustomerId.Parse("acme", null));
        (await service.Database.Scalar<long>("select count(*) from tdp.file_part")).ShouldBe(0);

        (await service.Ann().DeleteAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Tidied(service, "select count(*) from tdp.file");
        store.Files.ShouldBeEmpty();
    }

    // Housekeeping comes within 90 minutes of the service's clock.
    private static async Task Tidied(TestService service, string count)
    {
        var deadline = DateTime.UtcNow.AddSeconds(30);
        do
        {
            service.Time.Advance(TimeSpan.FromMinutes(91));
            DateTime.UtcNow.ShouldBeLessThan(deadline);
        }
        while (await service.Database.Scalar<long>(count) > 0);
    }

    private static HttpRequestMessage WithDigest(HttpRequestMessage request, byte[] bytes)
    {
        request.Content!.Headers.TryAddWithoutValidation(
            "Content-Digest", $"md5=:abc:, sha-256=:{Convert.ToBase64String(SHA256.HashData(bytes))}:");
        return request;
    }

    private static HttpRequestMessage Request(
        string note, byte[] bytes, string type = "text/plain", bool isChunked = false, string query = "", string name = "a.txt")
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        content.Headers.ContentDisposition = new("attachment") { FileNameStar = name };
        return new HttpRequestMessage(HttpMethod.Post, $"/notes/{note}/attachments{query}")
        {
            Content = content, Headers = { TransferEncodingChunked = isChunked },
        };
    }

    private async Task<HttpResponseMessage> Get(string address, Action<HttpRequestHeaders> with)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        with(request.Headers);
        return await Ann.SendAsync(request);
    }

    private async Task<string> Attach(string note, byte[] bytes, string name)
    {
        var response = await Ann.SendAsync(Request(note, bytes, name: name));
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return $"/notes/{note}/attachments/{(await response.Json()).GetString()}";
    }

    private Task<long> Files() => Service.Database.Scalar<long>("select count(*) from tdp.file");

    /// <summary>One service, whose files the tests tell apart by the notes that they belong to.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        private string? address;

        internal TestService Service { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Service = await NotesService.Start();

        public ValueTask DisposeAsync() => Service.DisposeAsync();

        internal async Task<string> Address(FileTests tests) =>
            address ??= await tests.Attach(await Service.Ann().Write(), Content, "a.txt");
    }

    private sealed class BucketStore : IFileStore
    {
        internal ConcurrentDictionary<FileKey, byte[]> Files { get; } = new();

        public async Task Write(FileKey file, Stream content, CancellationToken cancellationToken)
        {
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes, cancellationToken);
            Files[file] = bytes.ToArray();
        }

        public Task<Stream> Open(FileKey file, long offset, CancellationToken cancellationToken) =>
            Task.FromResult<Stream>(new MemoryStream(Files[file][(int)offset..]));

        public Task Delete(FileKey file, CancellationToken cancellationToken)
        {
            Files.TryRemove(file, out _);
            return Task.CompletedTask;
        }
    }
}
