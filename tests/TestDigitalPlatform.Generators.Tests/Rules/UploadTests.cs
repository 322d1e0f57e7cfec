namespace TestDigitalPlatform.Generators.Tests.Rules;

public sealed class UploadTests
{
    [Theory]
    [InlineData("[Get(\"/a\"), Allow] public sealed record A(Upload File) : IQuery<int>;", "a query has no body")]
    [InlineData("[Post(\"/a\"), Allow] public sealed record A(Upload One, Upload Two) : ICommand;", "a request has one body")]
    [InlineData("[Post(\"/a\"), Allow] public sealed record A(Upload? File) : ICommand;", "the file is the body")]
    [InlineData("[Post(\"/a\"), Public] public sealed record A(Upload File) : ICommand;", "nobody signed in for it")]
    [InlineData("[Post(\"/a\"), Allow] public sealed record A(Upload File, B More) : ICommand; public sealed record B(int C);", "a query string supports only")]
    public async Task Is_the_body_of_a_command(string source, string told)
    {
        var diagnostics = await Compiled.DiagnoseContracts(source);

        diagnostics.Where(d => d.Id == "TDP1013").ShouldHaveSingleItem().GetMessage(null).ShouldContain(told);
    }

    [Fact]
    public void Leaves_the_rest_of_the_command_to_the_path_and_the_query_string()
    {
        var generated = Compiled.Generated("""
            [Post("/orders/{order}/files"), Allow(Role.CustomerUser)]
            public sealed record AttachFile(Guid Order, [Accept("image/*", MaxBytes = 5_000_000_000)] Upload File, int Place = 1) : ICommand;
            internal sealed class AttachFileHandler : ICommandHandler<AttachFile, Nothing>
            {
                public static Decision<Nothing> Decide(AttachFile command, CommandContext context) => Decision.Accept();
            }
            """, "AttachFileOperation.g.cs");

        generated.ShouldContain("Accept = new global::TestDigitalPlatform.AcceptAttribute(\"image/*\") { MaxBytes = 5000000000L },");
        generated.ShouldContain("var fileValue = binding.Upload!;");
        generated.ShouldContain("binding.Query(QueryFields)");
        generated.ShouldContain("new global::AttachFile(orderValue, fileValue, placeValue);");
    }

    [Fact]
    public async Task Is_kept_by_no_cache() => (await Compiled.DiagnoseContracts(
        """
        [Get("/a"), Allow, Cached(typeof(E))] public sealed record A : IQuery<FileAnswer>;
        public sealed record E : IEvent { string IEvent.Subject => ToString(); }
        """)).Where(d => d.Id == "TDP1050").ShouldHaveSingleItem().GetMessage(null)
        .ShouldContain("only on a query that is answered with JSON");

    [Theory]
    [InlineData("[Get(\"/a\"), Allow] public sealed record A : IQuery<FileAnswer>;")]
    [InlineData("[Get(\"/a\"), Allow] public sealed record A : IQuery<IAsyncEnumerable<B>>; public sealed record B(int C);")]
    [InlineData("[Post(\"/a\"), Allow] public sealed record A([Accept(\"image/png\")] Upload File) : ICommand;")]
    public async Task Needs_not_be_json(string source) => (await Compiled.DiagnoseContracts(source)).ShouldBeEmpty();
}
